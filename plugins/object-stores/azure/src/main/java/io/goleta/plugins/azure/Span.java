package io.goleta.plugins.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes of an object, one at least. */
record Span(long first, long last) {
    private static final long FAR = 1L << 50;
    // Azurite gives an empty object as bytes 0--1/0, where Azure refuses.
    private static final Pattern GIVEN = Pattern.compile("bytes (\\d{1,18})-(-1|\\d{1,18})/(\\d{1,18})");

    static final Span ALL = new Span(0, FAR);

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
    Optional<Long> in(@Nullable String contentRange) {
        Matcher given = GIVEN.matcher(contentRange == null ? "" : contentRange);
        if (!given.matches()) {
            return Optional.empty();
        }
        long end = Math.min(last, Long.parseLong(given.group(3)) - 1);
        return first == Long.parseLong(given.group(1)) && end == Long.parseLong(given.group(2))
                ? Optional.of(end - first + 1)
                : Optional.empty();
    }
}
