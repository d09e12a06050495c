package io.goleta.plugins.gcp;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.SignedUrls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Adds signed URLs, with which clients download without credentials. */
final class SigningGcpObjectStore extends GcpObjectStore implements SignedUrls {
    private final GcpSettings settings;
    private final GcpConnection connection;
    private final Clock clock;

    SigningGcpObjectStore(GcpSettings settings, GcpConnection connection, Clock clock) {
        super(settings, connection);
        this.settings = settings;
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public URI signedGet(String key, Duration validity) {
        requireKey(settings, key);
        if (validity.compareTo(SignedUrl.LONGEST) > 0) {
            throw failure(key, "signed URLs are valid for at most 7 days");
        }
        return connection.call("sign a URL for " + key, RemoteSigner.PERMISSION, session -> {
            Signer signer = session.credentials()
                    .signer()
                    .orElseThrow(() -> failure(
                            key, "the credentials have no private key; set serviceAccount in the location's config"));
            return new SignedUrl(session.endpoint(), settings.bucket(), settings.prefix() + key)
                    .of(signer, clock.instant(), validity);
        });
    }

    private GoletaException failure(String key, String reason) {
        return new GoletaException(
                Fault.USER, "Could not sign a URL for " + key + " in " + settings.where() + ": " + reason);
    }
}
