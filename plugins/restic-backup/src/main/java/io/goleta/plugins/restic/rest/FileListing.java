package io.goleta.plugins.restic.rest;

import io.goleta.spi.store.ObjectInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The two forms of a list of files: names alone, or names with sizes. Both are streamed. */
enum FileListing {
    NAMES("application/vnd.x.restic.rest.v1"),
    NAMES_AND_SIZES("application/vnd.x.restic.rest.v2");

    private final String contentType;

    FileListing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static FileListing accepted(@Nullable String accept) {
        return accept != null && accept.contains(NAMES_AND_SIZES.contentType) ? NAMES_AND_SIZES : NAMES;
    }

    /** Writes the objects that restic can have stored; names are plain hex digits and need no escaping. */
    void write(Stream<ObjectInfo> objects, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        writer.write('[');
        boolean first = true;
        Iterator<ObjectInfo> all = objects.iterator();
        while (all.hasNext()) {
            ObjectInfo object = all.next();
            String name = object.key().substring(object.key().lastIndexOf('/') + 1);
            if (StoredFile.isName(name)) {
                writer.write(first ? "" : ",");
                writer.write(entry(name, object.size()));
                first = false;
            }
        }
        writer.write(']');
        writer.flush();
    }

    private String entry(String name, long size) {
        return switch (this) {
            case NAMES -> "\"" + name + "\"";
            case NAMES_AND_SIZES -> "{\"name\":\"" + name + "\",\"size\":" + size + "}";
        };
    }
}
