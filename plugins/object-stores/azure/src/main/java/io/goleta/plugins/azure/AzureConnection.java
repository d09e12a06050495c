package io.goleta.plugins.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.goleta.plugins.stores.CaCertificates;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SDK's client for one location: made when first needed, and again when the credentials changed. Thread-safe. */
final class AzureConnection implements AutoCloseable {
    private static final String RESPONSE_TIMEOUT =
            "azure-response-timeout"; // the SDK's name, of which it has no constant

    private final AzureSettings settings;
    private final Timeouts timeouts;
    private final RetryPauses pauses;
    private @Nullable HttpClient http;
    private @Nullable Session session;
    private boolean closed;

    AzureConnection(AzureSettings settings, Timeouts timeouts, RetryPauses pauses) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.pauses = pauses;
    }

    /** The context of a request that uploads so many bytes. */
    Context uploading(long bytes) {
        return new Context(RESPONSE_TIMEOUT, timeouts.upload(bytes));
    }

    /**
     * The client, and the credential that it uses.
     *
     * @param version of the variables that it was made from
     */
    record Session(BlobContainerClient container, AccountAccess access, Object version) {}

    /**
     * Calls the store.
     *
     * @param doing to be read after "Could not"
     * @throws GoletaException for everything that the SDK throws
     */
    <T> T call(String doing, Function<BlobContainerClient, T> work) {
        return inSession(doing, session -> work.apply(session.container()));
    }

    /** The same, with access to the credential. */
    <T> T inSession(String doing, Function<Session, T> work) {
        requireOpen();
        return guarded(doing, () -> work.apply(session()));
    }

    // The SDK finds parts of itself with the thread's class loader, and the thread may be one of the host's: the caller
    // of a listing reads it.
    private <T> T guarded(String doing, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(AzureConnection.class.getClassLoader());
        try {
            return work.get();
        } catch (GoletaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw AzureFailure.of(doing, settings, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private synchronized Session session() {
        Session open = session;
        Object version = settings.variables().version();
        if (open == null || !open.version().equals(version)) {
            open = connect(version);
            session = open;
        }
        return open;
    }

    private Session connect(Object version) {
        EnvironmentVariables.Snapshot variables = settings.variables().read();
        HttpClient client = http();
        AccountAccess access = AccountAccess.of(settings, variables, client);
        AzureCloud cloud = AzureCloud.named(variables.get("AZURE_CLOUD_NAME"));
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(settings.endpoint()
                        .orElseGet(() -> cloud.account(settings.account()))
                        .toString())
                .containerName(settings.container())
                .httpClient(client)
                .addPolicy(new RetryAfterPolicy(pauses))
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL,
                        RetryPauses.ATTEMPTS,
                        (Duration) null,
                        pauses.first(),
                        pauses.longest(),
                        null));
        switch (access) {
            case AccountAccess.Key key -> builder.credential(key.credential());
            case AccountAccess.Signature signature -> builder.credential(signature.credential());
            case AccountAccess.Identity identity -> builder.credential(identity.credential());
        }
        return new Session(builder.buildClient(), access, version);
    }

    // The JDK's client stops when it is no longer referenced.
    private HttpClient http() {
        HttpClient client = http;
        if (client == null) {
            java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                    .version(java.net.http.HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeouts.connect());
            if (!settings.caCert().isEmpty()) {
                builder.sslContext(CaCertificates.context(settings.caCert()));
            }
            client = new JdkHttpClientBuilder(builder)
                    .responseTimeout(timeouts.idle())
                    .readTimeout(timeouts.idle())
                    .writeTimeout(timeouts.idle())
                    .build();
            http = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        session = null;
        http = null;
    }
}
