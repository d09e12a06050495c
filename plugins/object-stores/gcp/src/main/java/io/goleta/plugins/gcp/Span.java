package io.goleta.plugins.gcp;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of an object, one byte at least. */
record Span(long first, long last) {
    private static final long FAR = 1L << 50;
    private static final Pattern GIVEN = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    static Span of(long offset, long length) {
        return new Span(offset, length > FAR - offset ? Math.max(FAR, offset) : offset + length - 1);
    }

    /** For the header that asks for it. */
    String asked() {
        return "bytes=" + first + "-" + (last >= FAR ? "" : last);
    }

    /**
     * How many of its bytes the object has.
     *
     * @param contentRange with which the store says what it gives
     * @return empty if that is not all of them
     */
    OptionalLong in(@Nullable String contentRange) {
        Matcher given = GIVEN.matcher(contentRange == null ? "" : contentRange);
        if (!given.matches()) {
            return OptionalLong.empty();
        }
        long end = Math.min(last, Long.parseLong(given.group(3)) - 1);
        return first == Long.parseLong(given.group(1)) && end == Long.parseLong(given.group(2))
                ? OptionalLong.of(end - first + 1)
                : OptionalLong.empty();
    }
}
