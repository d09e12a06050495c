package io.goleta.plugins.azure;

import com.azure.core.http.HttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** A blob on its way out of the store. */
final class Download extends FilterInputStream {
    private final String key;

    Download(String key, HttpResponse response) {
        super(response.getBodyAsBinaryData().toStream());
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (RuntimeException e) {
            throw new IOException("reading " + key + " failed: " + e.getMessage(), e);
        }
    }
}
