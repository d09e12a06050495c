package io.goleta.plugins.gcp;

import com.google.api.client.http.AbstractInputStreamContent;
import io.goleta.plugins.stores.UploadBuffer;
import java.io.InputStream;

/** An upload buffer as the body of a request that can be retried. */
final class BufferContent extends AbstractInputStreamContent {
    private final UploadBuffer buffer;
    private final int offset;

    /**
     * @param offset of the first byte that is sent
     */
    BufferContent(UploadBuffer buffer, int offset) {
        super(GcpUpload.BINARY);
        this.buffer = buffer;
        this.offset = offset;
    }

    @Override
    public InputStream getInputStream() {
        return buffer.open(offset);
    }

    @Override
    public long getLength() {
        return buffer.length() - (long) offset;
    }

    @Override
    public boolean retrySupported() {
        return true;
    }
}
