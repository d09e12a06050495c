package io.goleta.plugins.azure;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.goleta.spi.store.SignedUrls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Adds signed URLs, with which clients download without credentials. */
final class SigningAzureObjectStore extends AzureObjectStore implements SignedUrls {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final AzureSettings settings;
    private final AzureConnection connection;
    private final Clock clock;

    SigningAzureObjectStore(AzureSettings settings, AzureConnection connection, Clock clock) {
        super(settings, connection);
        this.settings = settings;
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public URI signedGet(String key, Duration validity) {
        requireKey(key);
        return connection.inSession("sign a URL for " + key, session -> {
            BlobClient blob = blob(session.container(), settings, key);
            OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
            OffsetDateTime end = now.plus(validity);
            BlobServiceSasSignatureValues values =
                    new BlobServiceSasSignatureValues(end, new BlobSasPermission().setReadPermission(true));
            String signature = session.access() instanceof AccountAccess.Identity
                    ? blob.generateUserDelegationSas(values, delegationKey(session, now, end))
                    : blob.generateSas(values);
            return URI.create(blob.getBlobUrl() + "?" + signature);
        });
    }

    // An identity signs with a user delegation key, which Azure issues for a limited time.
    private UserDelegationKey delegationKey(AzureConnection.Session session, OffsetDateTime now, OffsetDateTime end) {
        return session.container().getServiceClient().getUserDelegationKey(now.minus(CLOCK_SKEW), end);
    }
}
