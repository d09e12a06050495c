package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of several parts, which are read one after the other.
 *
 * @see <a href="https://cloud.google.com/storage/docs/uploading-objects#uploading-an-object">Multipart uploads</a>
 */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final int LONGEST_LINE = 8192;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[1 << 16];

    private int position;
    private int end;

    /** A body of that type, which has to be {@code multipart/related}. */
    Multipart(String contentType, InputStream in) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/related") || !boundary.find()) {
            throw GcsError.invalid("Multipart must have a Content-Type of multipart/related with a boundary");
        }
        this.in = in;
        this.delimiter =
                ("\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1))).getBytes(ISO_8859_1);
        // The first delimiter may stand at the very beginning.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /** Ends the part before, and gives the headers of the next one; their names are in lower case. */
    Map<String, String> next() throws IOException {
        InputStream part = part();
        byte[] rest = new byte[1 << 13];
        while (part.read(rest, 0, rest.length) >= 0) {
            // Nobody wants it.
        }
        position += delimiter.length;
        if (!line().isBlank()) {
            throw malformed();
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            if (header.length == 1) {
                throw malformed();
            }
            headers.put(header[0].trim().toLowerCase(Locale.ROOT), header[1].trim());
        }
        return headers;
    }

    /** Refuses anything after the part before. */
    void end() throws IOException {
        if (part().read() >= 0) {
            throw malformed();
        }
        position += delimiter.length;
        if (!line().equals("--")) {
            throw malformed();
        }
    }

    /** What is in the current part. */
    InputStream part() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = beforeDelimiter(length);
                System.arraycopy(buffer, position, target, offset, count);
                position += count;
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }

    /** How many bytes there are before the delimiter, up to a limit; none when it is next. */
    private int beforeDelimiter(int limit) throws IOException {
        fill(delimiter.length);
        int last = Math.min(end - delimiter.length, position + limit - 1);
        for (int i = position; i <= last; i++) {
            if (buffer[i] == '\r' && isDelimiter(i)) {
                return i - position;
            }
        }
        return last + 1 - position;
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill(int needed) throws IOException {
        if (end - position >= needed) {
            return;
        }
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        while (end < needed) {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw malformed();
            }
            end += count;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == end) {
                int count = in.read(buffer, 0, buffer.length);
                position = 0;
                end = Math.max(0, count);
                if (count < 0) {
                    return line.toString();
                }
            }
            char c = (char) (buffer[position++] & 0xff);
            if (c == '\n' && line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
                return line.substring(0, line.length() - 1);
            }
            line.append(c);
            if (line.length() > LONGEST_LINE) {
                throw malformed();
            }
        }
    }

    private static GcsError malformed() {
        return GcsError.parse("Malformed multipart body.");
    }
}
