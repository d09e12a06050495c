package io.goleta.plugins.s3;

import io.goleta.plugins.stores.CaCertificates;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.AttributeMap;

/** The SDK's clients for one location: made when first needed, closed once. Thread-safe. */
final class S3Connection implements AutoCloseable {
    // Any region can tell in which one a bucket is.
    private static final String ANY_REGION = "us-east-1";

    private final S3Settings settings;
    private final Timeouts timeouts;
    private final UploadMemory uploadMemory =
            UploadMemory.ofHeap(Runtime.getRuntime().maxMemory());
    private final ChecksumSupport checksumSupport = new ChecksumSupport();
    private @Nullable Clients clients;
    private boolean closed;

    S3Connection(S3Settings settings, Timeouts timeouts) {
        this.settings = settings;
        this.timeouts = timeouts;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    UploadMemory uploadMemory() {
        return uploadMemory;
    }

    ChecksumSupport checksumSupport() {
        return checksumSupport;
    }

    private record Clients(S3Client s3, Supplier<S3Presigner> presigner, SdkHttpClient http) {}

    /**
     * Calls the store.
     *
     * @param doing to be read after "Could not"
     * @param permission that the call needs
     * @throws GoletaException for everything that the SDK throws
     */
    <T> T call(String doing, String permission, Function<S3Client, T> work) {
        return guarded(doing, permission, () -> work.apply(clients().s3()));
    }

    /** Signs a request; does not connect when the region is known. */
    <T> T sign(String doing, Function<S3Presigner, T> work) {
        return guarded(doing, "s3:GetObject", () -> {
            try (S3Presigner presigner = clients().presigner().get()) {
                return work.apply(presigner);
            }
        });
    }

    // The SDK finds parts of itself with the thread's class loader, and the thread may be one of the host's: the caller
    // of a listing reads it.
    private <T> T guarded(String doing, String permission, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(S3Connection.class.getClassLoader());
        try {
            return work.get();
        } catch (SdkException e) {
            throw S3Failure.of(doing, permission, settings, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized Clients clients() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        Clients open = clients;
        if (open == null) {
            open = connect();
            clients = open;
        }
        return open;
    }

    private Clients connect() {
        SdkHttpClient http = http();
        try {
            AwsCredentialsProvider credentials = S3Credentials.of(settings);
            Region region =
                    Region.of(settings.region().isEmpty() ? regionOfBucket(http, credentials) : settings.region());
            return new Clients(client(http, credentials, region), () -> presigner(credentials, region), http);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private String regionOfBucket(SdkHttpClient http, AwsCredentialsProvider credentials) {
        try (S3Client s3 = client(http, credentials, Region.of(ANY_REGION))) {
            String region =
                    s3.headBucket(request -> request.bucket(settings.bucket())).bucketRegion();
            return region == null ? ANY_REGION : region;
        } catch (S3Exception e) {
            return S3Failure.regionIn(e).orElseThrow(() -> e);
        }
    }

    private S3Client client(SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .putAuthScheme(new ChecksumSigner(checksumSupport))
                .region(region)
                .forcePathStyle(settings.pathStyle())
                // Uploads are in memory, so their checksums can go into headers: not every store supports trailers.
                .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
        settings.endpoint().ifPresent(builder::endpointOverride);
        if (settings.checksum().isEmpty()) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .addPlugin(LegacyMd5Plugin.create());
        }
        return builder.build();
    }

    private S3Presigner presigner(AwsCredentialsProvider credentials, Region region) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .credentialsProvider(credentials)
                .region(region)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .checksumValidationEnabled(false)
                        .build());
        Optional<URI> endpoint = settings.publicEndpoint().or(settings::endpoint);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private SdkHttpClient http() {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder()
                .connectionTimeout(timeouts.connect())
                .socketTimeout(timeouts.idle());
        if (settings.insecureSkipTlsVerify()) {
            return builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }
        if (!settings.caCert().isEmpty()) {
            TrustManager[] managers = CaCertificates.trustManagers(settings.caCert());
            builder.tlsTrustManagersProvider(() -> managers);
        }
        return builder.build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Clients open = clients;
        clients = null;
        if (open != null) {
            open.s3().close();
            open.http().close();
        }
    }
}
