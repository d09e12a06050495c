package io.goleta.plugins.s3;

import io.goleta.spi.store.VerifiedPut;
import java.io.InputStream;

/**
 * Stores one object whose SHA-256 is known. The sum goes with it, and a store that compares the two says so in its answer. Until
 * it has, and where an object has to go in parts, this process compares as well.
 */
final class VerifiedUpload {
    private final S3Settings settings;
    private final Connection connection;
    private final Upload upload;

    VerifiedUpload(S3Settings settings, Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.upload = new Upload(settings, connection, key);
    }

    /**
     * @param length -1 when unknown
     * @param sha256 64 hex digits in lower case
     */
    void put(InputStream content, long length, String sha256) {
        boolean withSum = length >= 0
                && length <= UploadMemory.LARGEST_WHOLE
                && settings.checksum().isPresent();
        if (withSum && connection.comparesSums()) {
            upload.put(content, length, new Sum(sha256, true));
            return;
        }
        InputStream verified = VerifiedPut.verified(content, length, sha256);
        if (withSum) {
            upload.put(verified, length, new Sum(sha256, false));
        } else {
            upload.put(verified, length);
        }
    }
}
