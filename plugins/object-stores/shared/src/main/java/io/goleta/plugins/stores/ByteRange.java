package io.goleta.plugins.stores;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of bytes of an object, as HTTP writes it. Both ends are inclusive. */
public record ByteRange(long first, long last) {
    private static final long OPEN_END = 1L << 50;
    // Azurite describes an empty object as bytes 0--1/0, which real stores refuse with 416.
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(-1|\\d{1,18})/(\\d{1,18})");

    /** The whole object, of any size. */
    public static final ByteRange ALL = new ByteRange(0, OPEN_END);

    /**
     * @param length at most; may be larger than the object
     * @throws IllegalArgumentException when a number is negative
     */
    public static ByteRange of(long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range from " + offset + " of " + length + " bytes");
        }
        return new ByteRange(offset, length > OPEN_END - offset ? Math.max(OPEN_END, offset) : offset + length - 1);
    }

    public boolean isEmpty() {
        return last < first;
    }

    /** Value of the header {@code Range}. */
    public String header() {
        return "bytes=" + first + "-" + (last >= OPEN_END ? "" : last);
    }

    /**
     * How many bytes of this range the object has.
     *
     * @param contentRange the header {@code Content-Range} of the answer
     * @return empty when the answer holds something other than those bytes
     */
    public OptionalLong lengthIn(@Nullable String contentRange) {
        Matcher answered = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
        if (!answered.matches()) {
            return OptionalLong.empty();
        }
        long end = Math.min(last, Long.parseLong(answered.group(3)) - 1);
        return first == Long.parseLong(answered.group(1)) && end == Long.parseLong(answered.group(2))
                ? OptionalLong.of(end - first + 1)
                : OptionalLong.empty();
    }
}
