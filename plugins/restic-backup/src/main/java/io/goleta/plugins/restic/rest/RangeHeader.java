package io.goleta.plugins.restic.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The range of a file that a {@code Range} header asks for.
 *
 * @param length the largest possible for everything that follows
 */
record RangeHeader(long offset, long length) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Reads {@code bytes=5-9} and {@code bytes=5-}; other forms, which restic never sends, count as no range (RFC 9110). */
    static Optional<RangeHeader> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher range = HEADER.matcher(header);
        if (!range.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(range.group(1));
        if (range.group(2).isEmpty()) {
            return Optional.of(new RangeHeader(first, Long.MAX_VALUE - first));
        }
        long last = Long.parseLong(range.group(2));
        return last < first ? Optional.empty() : Optional.of(new RangeHeader(first, last - first + 1));
    }

    /** The total is unknown to us without one more request, and restic does not look at it. */
    String contentRange(long actualLength) {
        return "bytes " + offset + "-" + (offset + actualLength - 1) + "/*";
    }
}
