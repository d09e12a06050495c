package io.goleta.plugins.gcp;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** CRC32C as Google writes it. */
final class HashHeader {
    /** The header of requests and answers. */
    static final String HEADER = "X-Goog-Hash";

    private static final Pattern IN_HEADER = Pattern.compile("(?:^|[, ])crc32c=([A-Za-z0-9+/]{6}==)");

    private HashHeader() {}

    static String written(CRC32C sum) {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What the header of an answer says; several such headers are one. */
    static Optional<String> in(@Nullable List<String> headers) {
        Matcher found = IN_HEADER.matcher(headers == null ? "" : String.join(",", headers));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
