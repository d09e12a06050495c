package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client says its bytes are; empty where it says nothing. */
record Checksums(String crc32c, String md5) {
    static Checksums of(JsonNode metadata) {
        return new Checksums(
                metadata.path("crc32c").asText(), metadata.path("md5Hash").asText());
    }

    /** Of the header {@code X-Goog-Hash}, such as {@code crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ==}. */
    static Checksums ofHeader(String header) {
        String crc32c = "";
        String md5 = "";
        for (String hash : header.split(",")) {
            String[] parts = hash.trim().split("=", 2);
            if (parts.length != 2) {
                continue;
            }
            if (parts[0].equals("crc32c")) {
                crc32c = parts[1];
            } else if (parts[0].equals("md5")) {
                md5 = parts[1];
            } else {
                throw GcsError.invalid("Unknown hash in X-Goog-Hash: " + parts[0]);
            }
        }
        return new Checksums(crc32c, md5);
    }
}
