package io.goleta.plugins.restic.door;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param length as much as there can be for all that follows
 */
record ByteRange(long offset, long length) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Reads {@code bytes=5-9} and {@code bytes=5-}; other forms, which restic never sends, count as no range (RFC 9110). */
    static Optional<ByteRange> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher range = HEADER.matcher(header);
        if (!range.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(range.group(1));
        if (range.group(2).isEmpty()) {
            return Optional.of(new ByteRange(first, Long.MAX_VALUE - first));
        }
        long last = Long.parseLong(range.group(2));
        return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
    }

    /** The total is unknown to us without one more request, and restic does not look at it. */
    String contentRange(long actualLength) {
        return "bytes " + offset + "-" + (offset + actualLength - 1) + "/*";
    }
}
