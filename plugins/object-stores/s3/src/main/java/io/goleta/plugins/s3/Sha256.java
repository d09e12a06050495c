package io.goleta.plugins.s3;

import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The SHA-256 that content is known to have.
 *
 * @param hex 64 digits in lower case
 */
record Sha256(String hex) {

    /** As S3 writes it. */
    String base64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /**
     * @throws GoletaException retryable, when it is not the sum of this
     */
    void require(UploadBuffer buffer) {
        try (InputStream content = ChecksummedPut.verified(buffer.open(), buffer.length(), hex)) {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }
}
