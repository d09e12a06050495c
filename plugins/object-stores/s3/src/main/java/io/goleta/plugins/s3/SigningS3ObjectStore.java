package io.goleta.plugins.s3;

import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Adds signed URLs, with which clients download without credentials. */
final class SigningS3ObjectStore extends S3ObjectStore implements SignedUrls {
    private final S3Settings settings;
    private final S3Connection connection;

    SigningS3ObjectStore(S3Settings settings, S3Connection connection) {
        super(settings, connection);
        this.settings = settings;
        this.connection = connection;
    }

    @Override
    public URI signedGet(String key, Duration validity) {
        ObjectStore.requireKey(key);
        return connection.sign("sign a URL for " + key, presigner -> {
            try {
                return presigner
                        .presignGetObject(request -> request.signatureDuration(validity)
                                .getObjectRequest(object ->
                                        object.bucket(settings.bucket()).key(settings.prefix() + key)))
                        .url()
                        .toURI();
            } catch (URISyntaxException e) {
                throw new IllegalStateException("the SDK made an invalid URL", e);
            }
        });
    }
}
