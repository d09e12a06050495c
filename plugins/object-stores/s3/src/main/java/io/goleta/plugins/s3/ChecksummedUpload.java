package io.goleta.plugins.s3;

import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import java.io.InputStream;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Stores one object whose SHA-256 is known. The sum goes with it. A store that has shown that it compares the two, and names the
 * sum in its answer, is relied on; for any other, and where an object has to go in parts, this process compares. Used once.
 */
final class ChecksummedUpload {
    private final S3Settings settings;
    private final S3Connection connection;
    private final ChecksumSupport trust;
    private final String key;
    private final S3Upload upload;
    private boolean named;

    ChecksummedUpload(S3Settings settings, S3Connection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.trust = connection.sumTrust();
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
        ChecksumSupport.State before = trust.state();
        upload.put(
                before == ChecksumSupport.State.RELIED_ON ? content : ChecksummedPut.verified(content, length, sha256),
                length,
                buffer -> put(buffer, new Sha256(sha256), before));
        if (named && trust.isWorthATrial()) {
            new ChecksumProbe(settings, connection).carryOut();
        }
    }

    private void put(UploadBuffer buffer, Sha256 sum, ChecksumSupport.State before) {
        try {
            named = send(buffer, sum);
            if (named || !trust.wasReliedOnSince(before)) {
                return;
            }
            // Behind one address there can be several stores, and this one did not compare.
            requireOfStored(buffer, sum);
        } catch (GoletaException e) {
            if (e.isRetryable() || !trust.wasReliedOnSince(before)) {
                throw e;
            }
            // Perhaps it refuses content that is not in the signature.
            sum.require(buffer);
        }
        trust.lose();
        send(buffer, sum);
    }

    /** Whether the answer names the sum. */
    private boolean send(UploadBuffer buffer, Sha256 sum) {
        PutObjectResponse answer = upload.putWhole(buffer, sum);
        String sumThere = answer.checksumSHA256();
        if (sumThere != null && !sumThere.equals(sum.base64())) {
            throw withoutObject(GoletaException.retryable(
                    Fault.STORAGE,
                    "Could not store " + key + ": the store has something with the SHA-256 " + sumThere
                            + ", and was sent " + sum.base64(),
                    null));
        }
        return sumThere != null;
    }

    private void requireOfStored(UploadBuffer buffer, Sha256 sum) {
        try {
            sum.require(buffer);
        } catch (GoletaException damage) {
            throw withoutObject(damage);
        }
    }

    // Also when the thread was told to stop. Who sends the content again replaces what could not be deleted.
    private GoletaException withoutObject(GoletaException damage) {
        boolean interrupted = Thread.interrupted();
        try {
            new S3ObjectStore(settings, connection).delete(key);
        } catch (GoletaException e) {
            damage.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return damage;
    }
}
