package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** An object on its way out of the store, all of what was asked for: what is shorter, longer or something else is none. */
final class GcpDownload extends InputStream {
    private static final String STORED_LENGTH = "X-Goog-Stored-Content-Length";

    private final String key;
    private final HttpResponse response;
    private final InputStream body;
    private final @Nullable String expected;
    private final CRC32C sum = new CRC32C();
    private long left;
    private boolean ended;

    /**
     * @param span null for the whole
     * @throws IOException when the store gives something else than was asked for
     */
    static GcpDownload of(String key, @Nullable Span span, HttpResponse response) throws IOException {
        HttpHeaders headers = response.getHeaders();
        long announced = Objects.requireNonNullElse(headers.getContentLength(), -1L);
        OptionalLong length = span == null ? stored(headers, announced) : span.in(headers.getContentRange());
        if (length.isEmpty() || (announced >= 0 && announced != length.getAsLong())) {
            response.disconnect();
            throw new IOException("the store gave other bytes than " + (span == null ? "the whole" : span.asked()));
        }
        @Nullable
        String expected = span == null
                ? HashHeader.in(headers.getHeaderStringValues(HashHeader.HEADER)).orElse(null)
                : null;
        return new GcpDownload(key, response, length.getAsLong(), expected);
    }

    // What is announced may be the word of something between us and the store.
    private static OptionalLong stored(HttpHeaders headers, long announced) {
        String said = headers.getFirstHeaderStringValue(STORED_LENGTH);
        if (said != null && said.matches("\\d{1,18}")) {
            return OptionalLong.of(Long.parseLong(said));
        }
        return announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced);
    }

    private GcpDownload(String key, HttpResponse response, long length, @Nullable String expected) throws IOException {
        this.key = key;
        this.body = Objects.requireNonNullElseGet(response.getContent(), InputStream::nullInputStream);
        this.response = response;
        this.left = length;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = body.read(bytes, offset, length);
        if (read < 0) {
            end();
            return read;
        }
        sum.update(bytes, offset, read);
        left -= read;
        if (left < 0) {
            throw new IOException("reading " + key + " failed: more came than the store said");
        }
        return read;
    }

    private void end() throws IOException {
        ended = true;
        if (left > 0) {
            throw new IOException("reading " + key + " failed: it ended " + left + " bytes early");
        }
        if (expected != null && !expected.equals(HashHeader.written(sum))) {
            throw new IOException("reading " + key + " gave something else than was stored (its CRC32C is another)");
        }
    }

    /** Leaves early without reading the rest. */
    @Override
    public void close() throws IOException {
        if (ended) {
            body.close();
        } else {
            response.disconnect();
        }
    }
}
