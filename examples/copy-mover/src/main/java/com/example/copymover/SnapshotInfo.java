package com.example.copymover;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What is known of a snapshot without its list of files. Its object is written last: without it there is no snapshot. */
record SnapshotInfo(Map<String, String> tags, long totalBytes) {
    private static final String TOTAL = "totalBytes";
    private static final String TAG = "tag.";

    SnapshotInfo {
        tags = Map.copyOf(tags);
    }

    static SnapshotInfo read(InputStream in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        Map<String, String> tags = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(TAG)) {
                tags.put(name.substring(TAG.length()), properties.getProperty(name));
            }
        }
        try {
            return new SnapshotInfo(tags, Long.parseLong(properties.getProperty(TOTAL, "")));
        } catch (NumberFormatException e) {
            throw new IOException(TOTAL + " is not a number", e);
        }
    }

    byte[] content() {
        Properties properties = new Properties();
        properties.setProperty(TOTAL, Long.toString(totalBytes));
        tags.forEach((name, value) -> properties.setProperty(TAG + name, value));
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            properties.store(bytes, null);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
