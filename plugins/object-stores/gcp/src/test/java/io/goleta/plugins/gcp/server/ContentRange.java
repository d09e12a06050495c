package io.goleta.plugins.gcp.server;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of an upload a request carries.
 *
 * @param first of the bytes; empty when there are none
 * @param last of the bytes; empty when there are none, or when the client does not know
 * @param total size of the object; empty as long as the client does not know
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload">Chunked uploads</a>
 */
record ContentRange(OptionalLong first, OptionalLong last, OptionalLong total) {
    private static final Pattern SYNTAX = Pattern.compile("bytes (?:\\*|(\\d{1,18})-(\\d{1,18}|\\*))/(\\d{1,18}|\\*)");

    static ContentRange of(String header) {
        Matcher parts = SYNTAX.matcher(header);
        if (!parts.matches()) {
            throw unparseable();
        }
        ContentRange range = new ContentRange(number(parts, 1), number(parts, 2), number(parts, 3));
        long least = Math.max(range.first.orElse(0), range.last.orElse(-1) + 1);
        boolean turned = range.last.isPresent() && range.last.getAsLong() < range.first.getAsLong();
        if (turned || range.total.orElse(Long.MAX_VALUE) < least) {
            throw unparseable();
        }
        return range;
    }

    /** Of a request that has no such header: it carries all there is. */
    static ContentRange whole(OptionalLong length) {
        return new ContentRange(
                OptionalLong.of(0),
                length.isPresent() && length.getAsLong() > 0
                        ? OptionalLong.of(length.getAsLong() - 1)
                        : OptionalLong.empty(),
                length);
    }

    private static GcsError unparseable() {
        return GcsError.upload(400, "Failed to parse Content-Range header.");
    }

    private static OptionalLong number(Matcher parts, int group) {
        String text = parts.group(group);
        return text == null || text.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    boolean isStatus() {
        return first.isEmpty();
    }

    /** How many bytes it says there are. */
    OptionalLong length() {
        return last.isEmpty() || first.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(last.getAsLong() - first.getAsLong() + 1);
    }
}
