package io.goleta.plugins.s3;

import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the store verifies checksums, by sending it a small object with a wrong one. A checksum in its answers is no
 * proof, because it may only echo the request.
 */
final class ChecksumProbe {
    static final String KEY = "goleta-checksum-probe";

    private static final Logger LOGGER = LoggerFactory.getLogger(ChecksumProbe.class);
    private static final byte[] CONTENT = new byte[16];
    private static final Sha256 OF_EMPTY =
            new Sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final S3Settings settings;
    private final S3Connection connection;

    ChecksumProbe(S3Settings settings, S3Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Never throws. A store that accepts the object does not verify; after any other error support stays unknown. */
    void run() {
        try {
            S3Upload upload = new S3Upload(settings, connection, KEY);
            upload.put(new ByteArrayInputStream(CONTENT), CONTENT.length, buffer -> upload.putWhole(buffer, OF_EMPTY));
        } catch (GoletaException e) {
            if (S3Failure.isChecksumMismatch(e)) {
                connection.checksumSupport().confirm();
            }
            LOGGER.debug("sent the store a wrong checksum: {}", e.getMessage());
            return;
        }
        connection.checksumSupport().ruleOut();
        LOGGER.debug("the store accepted a wrong checksum, so checksums are verified before uploads");
        try {
            new S3ObjectStore(settings, connection).delete(KEY);
        } catch (GoletaException e) {
            LOGGER.debug("could not delete {}: {}", KEY, e.getMessage());
        }
    }
}
