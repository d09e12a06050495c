package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import io.goleta.plugins.stores.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads an object, and fails when it is shorter or longer than announced, or its checksum differs. */
final class GcpDownload extends InputStream {
    private static final String STORED_LENGTH = "X-Goog-Stored-Content-Length";

    private final String key;
    private final HttpResponse response;
    private final InputStream body;
    private final @Nullable String expected;
    private final CRC32C checksum = new CRC32C();
    private long left;
    private boolean ended;

    /**
     * @param range null for the whole object
     * @throws IOException when the answer holds something other than what was requested
     */
    static GcpDownload of(String key, @Nullable ByteRange range, HttpResponse response) throws IOException {
        HttpHeaders headers = response.getHeaders();
        long announced = Objects.requireNonNullElse(headers.getContentLength(), -1L);
        OptionalLong length = range == null ? stored(headers, announced) : range.lengthIn(headers.getContentRange());
        if (length.isEmpty() || (announced >= 0 && announced != length.getAsLong())) {
            response.disconnect();
            throw new IOException("the store answered with something other than "
                    + (range == null ? "the whole object" : range.header()));
        }
        @Nullable
        String expected = range == null
                ? HashHeader.parse(headers.getHeaderStringValues(HashHeader.NAME))
                        .orElse(null)
                : null;
        return new GcpDownload(key, response, length.getAsLong(), expected);
    }

    // The Content-Length may come from a proxy in front of the store.
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
        checksum.update(bytes, offset, read);
        left -= read;
        if (left < 0) {
            throw new IOException("reading " + key + " failed: got more bytes than announced");
        }
        return read;
    }

    private void end() throws IOException {
        ended = true;
        if (left > 0) {
            throw new IOException("reading " + key + " failed: it ended " + left + " bytes early");
        }
        if (expected != null && !expected.equals(HashHeader.encode(checksum))) {
            throw new IOException(key + " is corrupt: CRC32C mismatch between download and store");
        }
    }

    /** Drops the connection when there is more to read, instead of reading the rest. */
    @Override
    public void close() throws IOException {
        if (ended) {
            body.close();
        } else {
            response.disconnect();
        }
    }
}
