package io.goleta.plugins.gcp;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The header {@code X-Goog-Hash}, and the CRC32C in it. */
final class HashHeader {
    static final String NAME = "X-Goog-Hash";

    private static final Pattern IN_HEADER = Pattern.compile("(?:^|[, ])crc32c=([A-Za-z0-9+/]{6}==)");

    private HashHeader() {}

    /** As Google writes it. */
    static String encode(CRC32C checksum) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The CRC32C of an answer, which may have several such headers. */
    static Optional<String> parse(@Nullable List<String> headers) {
        Matcher found = IN_HEADER.matcher(headers == null ? "" : String.join(",", headers));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
