package io.goleta.plugins.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import io.goleta.plugins.stores.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a blob, and fails when it is shorter or longer than announced. */
final class AzureDownload extends InputStream {
    private static final int OK = 200;

    private final String key;
    private final InputStream body;
    private long left;

    /**
     * @return empty when the answer holds something other than the requested range
     */
    static Optional<InputStream> of(String key, ByteRange range, HttpResponse response) {
        // To a request for all of it a store may answer as if there had been no range.
        OptionalLong length = response.getStatusCode() == OK && range.equals(ByteRange.ALL)
                ? contentLength(response)
                : range.lengthIn(response.getHeaderValue(HttpHeaderName.CONTENT_RANGE));
        return length.isPresent()
                ? Optional.of(new AzureDownload(key, response, length.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong contentLength(HttpResponse response) {
        String length = response.getHeaderValue(HttpHeaderName.CONTENT_LENGTH);
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    }

    private AzureDownload(String key, HttpResponse response, long length) {
        this.key = key;
        this.body = response.getBodyAsBinaryData().toStream();
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = readSome(bytes, offset, length);
        left -= Math.max(read, 0);
        if (read < 0 && left > 0) {
            throw new IOException("reading " + key + " failed: it ended " + left + " bytes early");
        }
        if (left < 0) {
            throw new IOException("reading " + key + " failed: got more bytes than announced");
        }
        return read;
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        try {
            return body.read(bytes, offset, length);
        } catch (RuntimeException e) {
            throw new IOException("reading " + key + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
