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
 * The expected SHA-256 of content.
 *
 * @param hex 64 digits in lower case
 */
record Sha256(String hex) {

    /** As S3 writes it. */
    String base64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /**
     * Computes the checksum of a buffer.
     *
     * @throws GoletaException retryable, when it differs
     */
    void verify(UploadBuffer buffer) {
        try (InputStream content = ChecksummedPut.verified(buffer.open(), buffer.length(), hex)) {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }
}
