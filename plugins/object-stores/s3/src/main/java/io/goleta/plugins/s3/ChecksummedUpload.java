package io.goleta.plugins.s3;

import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import java.io.InputStream;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Stores one object whose SHA-256 is known, and sends the checksum along. A store that was seen to verify it, and repeats it in its
 * answer, is trusted to do so. For any other store, and for an object that goes in parts, this process verifies. Used once.
 */
final class ChecksummedUpload {
    private final S3Settings settings;
    private final S3Connection connection;
    private final ChecksumSupport support;
    private final String key;
    private final S3Upload upload;
    private boolean confirmed;

    ChecksummedUpload(S3Settings settings, S3Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.support = connection.checksumSupport();
        this.key = key;
        this.upload = new S3Upload(settings, connection, key);
    }

    /**
     * @param length -1 when unknown
     * @param sha256 64 hex digits in lower case
     */
    void put(InputStream content, long length, String sha256) {
        boolean whole = length >= 0 && length <= UploadMemory.LARGEST_WHOLE;
        if (!whole || settings.checksum().isEmpty()) {
            upload.put(ChecksummedPut.verified(content, length, sha256), length);
            return;
        }
        ChecksumSupport.State before = support.state();
        upload.put(
                before == ChecksumSupport.State.SUPPORTED ? content : ChecksummedPut.verified(content, length, sha256),
                length,
                buffer -> put(buffer, new Sha256(sha256), before));
        if (confirmed && support.claimProbe()) {
            new ChecksumProbe(settings, connection).run();
        }
    }

    private void put(UploadBuffer buffer, Sha256 sha256, ChecksumSupport.State before) {
        try {
            confirmed = send(buffer, sha256);
            if (confirmed || !support.wasSupportedSince(before)) {
                return;
            }
            // Several stores can answer at one address, and this one did not verify.
            verifyStored(buffer, sha256);
        } catch (GoletaException e) {
            if (e.isRetryable() || !support.wasSupportedSince(before)) {
                throw e;
            }
            // Perhaps the store refuses content that is not part of the signature.
            sha256.verify(buffer);
        }
        support.ruleOut();
        send(buffer, sha256);
    }

    /** Whether the answer names the checksum. */
    private boolean send(UploadBuffer buffer, Sha256 sha256) {
        PutObjectResponse answer = upload.putWhole(buffer, sha256);
        String stored = answer.checksumSHA256();
        if (stored != null && !stored.equals(sha256.base64())) {
            throw withoutObject(GoletaException.retryable(
                    Fault.STORAGE,
                    "Could not store " + key + ": SHA-256 mismatch (sent " + sha256.base64() + ", the store has "
                            + stored + ")",
                    null));
        }
        return stored != null;
    }

    private void verifyStored(UploadBuffer buffer, Sha256 sha256) {
        try {
            sha256.verify(buffer);
        } catch (GoletaException mismatch) {
            throw withoutObject(mismatch);
        }
    }

    // Also when the thread was interrupted. If the object cannot be deleted, the caller's retry replaces it.
    private GoletaException withoutObject(GoletaException mismatch) {
        boolean interrupted = Thread.interrupted();
        try {
            new S3ObjectStore(settings, connection).delete(key);
        } catch (GoletaException e) {
            mismatch.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return mismatch;
    }
}
