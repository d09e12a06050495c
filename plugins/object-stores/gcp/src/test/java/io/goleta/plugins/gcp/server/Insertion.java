package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Uploads in one request.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/insert">Objects: insert</a>
 */
final class Insertion {
    private final Buckets buckets;
    private final Access access;
    private final Folder folder;

    Insertion(Buckets buckets, Access access, Folder folder) {
        this.buckets = buckets;
        this.access = access;
        this.folder = folder;
    }

    void media(Call call, URI server) throws IOException {
        String type = call.header("Content-Type").orElse("");
        ObjectSpec spec = ObjectSpec.of(call, Call.JSON.createObjectNode(), type);
        store(call, server, spec, Content.of(folder.file(call.body())));
    }

    void multipart(Call call, URI server) throws IOException {
        Multipart parts = new Multipart(call.header("Content-Type").orElse(""), call.body());
        Map<String, String> first = parts.next();
        if (!first.getOrDefault("content-type", "").startsWith("application/json")) {
            throw GcsError.invalid("The first part of a multipart upload must be application/json");
        }
        JsonNode metadata = Call.json(parts.part().readAllBytes());
        String type = parts.next().getOrDefault("content-type", "");
        String said = metadata.path("contentType").asText();
        if (!type.isEmpty() && !said.isEmpty() && !type.equals(said)) {
            throw GcsError.invalid("Content-Type specified in the upload (" + type
                    + ") does not match Content-Type specified in metadata (" + said + ").");
        }
        ObjectSpec spec = ObjectSpec.of(call, metadata, type);
        Content content = Content.of(folder.file(parts.part()));
        try {
            parts.end();
        } catch (IOException | GcsError e) {
            content.delete();
            throw e;
        }
        store(call, server, spec, content);
    }

    private void store(Call call, URI server, ObjectSpec spec, Content content) throws IOException {
        StoredObject object;
        try {
            content.require(spec.checksums());
            content.require(Checksums.ofHeader(call.headers("X-Goog-Hash").orElse("")));
            Bucket bucket = buckets.get(Routes.bucket(call));
            if (bucket.find(spec.name()).isPresent()) {
                access.requirePermission("storage.objects.delete");
            }
            object = bucket.put(spec, content, Preconditions.of(call));
        } catch (GcsError e) {
            content.delete();
            throw e;
        }
        call.answer(object.json(server), call.fields());
    }
}
