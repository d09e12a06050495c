package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object on its way out of the store. */
final class S3Download extends InputStream {
    private final String key;
    private final ResponseInputStream<?> body;
    private final DownloadIntegrity integrity;
    private boolean ended;

    private S3Download(String key, ResponseInputStream<?> body, DownloadIntegrity integrity) {
        this.key = key;
        this.body = body;
        this.integrity = integrity;
    }

    /**
     * @param summed whether the store keeps sums that can be relied on
     */
    static S3Download whole(String key, ResponseInputStream<GetObjectResponse> body, boolean summed) {
        return new S3Download(key, body, DownloadIntegrity.ofWhole(key, body.response(), summed));
    }

    /**
     * @param start of the part that was asked for
     * @throws GoletaException when the store gives something else
     */
    static S3Download part(String key, ResponseInputStream<GetObjectResponse> body, long start) {
        try {
            return new S3Download(key, body, DownloadIntegrity.ofPart(key, body.response(), start));
        } catch (IOException e) {
            body.abort();
            throw GoletaException.retryable(Fault.STORAGE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = body.read(bytes, offset, length);
            ended |= read < 0;
            integrity.see(bytes, offset, read);
            return read;
        } catch (SdkException e) {
            // Its checksum is wrong, or the connection broke in a way that only the SDK noticed.
            throw new IOException("reading " + key + " failed: " + e.getMessage(), e);
        }
    }

    /** Leaves early without reading the rest. */
    @Override
    public void close() throws IOException {
        if (ended) {
            body.close();
        } else {
            body.abort();
        }
    }
}
