package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object, and fails when that is not what was stored. */
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
     * @param checked whether the store's ETags can be used as checksums
     */
    static S3Download whole(String key, ResponseInputStream<GetObjectResponse> body, boolean checked) {
        return new S3Download(key, body, DownloadIntegrity.ofWhole(key, body.response(), checked));
    }

    /**
     * @param start of the requested part
     * @throws GoletaException when the store answers with something else
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
            integrity.add(bytes, offset, read);
            return read;
        } catch (SdkException e) {
            // The SDK found a wrong checksum, or noticed that the connection broke.
            throw new IOException("reading " + key + " failed: " + e.getMessage(), e);
        }
    }

    /** Drops the connection when there is more to read, instead of reading the rest. */
    @Override
    public void close() throws IOException {
        if (ended) {
            body.close();
        } else {
            body.abort();
        }
    }
}
