package io.goleta.plugins.s3;

import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows whether the store compares sums: it is sent a small object with the sum of another. That its answers name a sum is no
 * proof, as they may only repeat what was sent.
 */
final class ChecksumProbe {
    static final String KEY = "goleta-sum-check";

    private static final Logger LOGGER = LoggerFactory.getLogger(ChecksumProbe.class);
    private static final byte[] CONTENT = new byte[16];
    private static final Sha256 OF_NOTHING = new Sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final S3Settings settings;
    private final S3Connection connection;

    ChecksumProbe(S3Settings settings, S3Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Never throws. A store that took the object, or said something else, is not relied on. */
    void carryOut() {
        try {
            S3Upload upload = new S3Upload(settings, connection, KEY);
            upload.put(
                    new ByteArrayInputStream(CONTENT), CONTENT.length, buffer -> upload.putWhole(buffer, OF_NOTHING));
        } catch (GoletaException e) {
            if (S3Failure.isDamage(e)) {
                connection.sumTrust().earn();
            }
            LOGGER.debug("sent the store a wrong sum: {}", e.getMessage());
            return;
        }
        connection.sumTrust().lose();
        LOGGER.debug("the store took a wrong sum, so content is summed up here");
        try {
            new S3ObjectStore(settings, connection).delete(KEY);
        } catch (GoletaException e) {
            LOGGER.debug("{} stays: {}", KEY, e.getMessage());
        }
    }
}
