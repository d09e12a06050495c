package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An object as it is stored.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects#resource">Representation of objects</a>
 */
record StoredObject(String bucket, ObjectSpec spec, Content content, long generation, Instant created) {
    /** Of every object: nothing here changes the metadata of one. */
    static final long METAGENERATION = 1;

    String name() {
        return spec.name().text();
    }

    String etag() {
        return "goleta" + Long.toString(generation, Character.MAX_RADIX) + "=";
    }

    ObjectNode json(URI server) {
        String path = "/storage/v1/b/" + bucket + "/o/"
                + URLEncoder.encode(name(), UTF_8).replace("+", "%20");
        String time = created.truncatedTo(ChronoUnit.MILLIS).toString();
        ObjectNode json = Call.JSON.createObjectNode();
        json.put("kind", "storage#object");
        json.put("id", bucket + "/" + name() + "/" + generation);
        json.put("selfLink", server + path);
        json.put("mediaLink", server + "/download" + path + "?generation=" + generation + "&alt=media");
        json.put("name", name());
        json.put("bucket", bucket);
        // Numbers of 64 bits are texts in Google's JSON.
        json.put("generation", Long.toString(generation));
        json.put("metageneration", Long.toString(METAGENERATION));
        json.put("contentType", spec.contentType());
        json.put("storageClass", "STANDARD");
        json.put("size", Long.toString(content.size()));
        json.put("md5Hash", content.md5());
        json.put("crc32c", content.crc32c());
        json.put("etag", etag());
        json.put("timeCreated", time);
        json.put("updated", time);
        json.put("timeStorageClassUpdated", time);
        json.put("timeFinalized", time);
        json.setAll(spec.more());
        return json;
    }
}
