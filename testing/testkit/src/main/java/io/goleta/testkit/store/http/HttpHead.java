package io.goleta.testkit.store.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What comes before the body of a request or of an answer.
 *
 * @param start the first line
 * @param fields the others, as they came
 */
record HttpHead(String start, List<String> fields) {
    private static final int MOST_BYTES = 1 << 16;

    /**
     * @throws EOFException when the connection was closed before
     */
    static HttpHead read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || text.length() == MOST_BYTES) {
                throw new EOFException("no head of HTTP");
            }
            text.append((char) next);
        }
        List<String> lines =
                text.toString().lines().filter(line -> !line.isEmpty()).toList();
        return new HttpHead(lines.getFirst(), lines.subList(1, lines.size()));
    }

    /** Of a request. */
    String method() {
        return start.substring(0, start.indexOf(' '));
    }

    /** Whether it is an interim answer (1xx), which the final one follows. */
    boolean isInterim() {
        return start.split(" ", 3)[1].startsWith("1");
    }

    /** The same with {@code Connection: close}, so that the body ends with the connection. */
    HttpHead last() {
        return new HttpHead(
                start,
                Stream.concat(
                                fields.stream().filter(field -> !is(field, "connection") && !is(field, "keep-alive")),
                                Stream.of("Connection: close"))
                        .toList());
    }

    /** The same, announcing so many bytes more than the body has. */
    HttpHead announcing(long more) {
        return new HttpHead(
                start,
                fields.stream()
                        .map(field -> is(field, "content-length") ? "Content-Length: " + (length(field) + more) : field)
                        .toList());
    }

    byte[] bytes() {
        return (start + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static boolean is(String field, String name) {
        return field.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }

    private static long length(String field) {
        return Long.parseLong(field.substring(field.indexOf(':') + 1).strip());
    }
}
