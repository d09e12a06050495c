package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An object that is to be, as the client describes it.
 *
 * @param more what else it says and reads again, such as {@code metadata}
 */
record ObjectSpec(ObjectName name, String contentType, Checksums checksums, ObjectNode more) {
    private static final List<String> KEPT =
            List.of("cacheControl", "contentDisposition", "contentLanguage", "customTime", "metadata");

    /**
     * What the parameters and the metadata of an upload say.
     *
     * @param mediaType what a header says the media are; empty when none does
     */
    static ObjectSpec of(Call call, JsonNode metadata, String mediaType) {
        String inQuery = call.parameter("name").orElse("");
        String inBody = metadata.path("name").asText();
        if (!inQuery.isEmpty() && !inBody.isEmpty() && !inQuery.equals(inBody)) {
            throw GcsError.invalid("Value '" + inBody + "' in content does not agree with value '" + inQuery
                    + "'. This can happen when a value set through a parameter is inconsistent with a value set in the"
                    + " request.");
        }
        String bucket = metadata.path("bucket").asText();
        if (!bucket.isEmpty() && !bucket.equals(Routes.bucket(call))) {
            throw GcsError.invalid("Value '" + bucket + "' in content does not agree with value '" + Routes.bucket(call)
                    + "'. This can happen when a value set through a parameter is inconsistent with a value set in the"
                    + " request.");
        }
        if (metadata.hasNonNull("contentEncoding")) {
            throw GcsError.invalid("This server of tests knows no contentEncoding");
        }
        String inMetadata = metadata.path("contentType").asText();
        String type = inMetadata.isEmpty() ? mediaType : inMetadata;
        ObjectNode more = Call.JSON.createObjectNode();
        call.parameter("kmsKeyName").ifPresent(key -> more.put("kmsKeyName", key + "/cryptoKeyVersions/1"));
        KEPT.stream().filter(metadata::has).forEach(field -> more.set(field, metadata.get(field)));
        return new ObjectSpec(
                ObjectName.checked(inQuery.isEmpty() ? inBody : inQuery),
                type.isEmpty() ? "application/octet-stream" : type,
                Checksums.of(metadata),
                more);
    }
}
