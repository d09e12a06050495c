package io.goleta.plugins.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A blob on its way out of the store, all of it: what is shorter or longer than it has to be is no blob. */
final class AzureDownload extends InputStream {
    private static final int OK = 200;

    private final String key;
    private final InputStream body;
    private long left;

    /**
     * @return empty when the store gives something else than was asked for
     */
    static Optional<InputStream> of(String key, Span span, HttpResponse response) {
        // Whoever was asked for all of it may answer as if no range had been named.
        Optional<Long> length = response.getStatusCode() == OK && span.equals(Span.ALL)
                ? Optional.ofNullable(response.getHeaderValue(HttpHeaderName.CONTENT_LENGTH))
                        .map(Long::valueOf)
                : span.in(response.getHeaderValue(HttpHeaderName.CONTENT_RANGE));
        return length.map(bytes -> new AzureDownload(key, response, bytes));
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
            throw new IOException("reading " + key + " failed: more came than the store said");
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
