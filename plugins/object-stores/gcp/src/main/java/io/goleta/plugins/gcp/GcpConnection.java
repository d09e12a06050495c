package io.goleta.plugins.gcp;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Google's client for one location: made when first needed, and again when the credentials changed. Thread-safe. */
final class GcpConnection implements AutoCloseable {
    private final GcpSettings settings;
    private final Timeouts timeouts;
    private final GcpRetry retry;
    private final UploadMemory uploadMemory =
            UploadMemory.ofHeap(Runtime.getRuntime().maxMemory());
    private @Nullable GcpHttp http;
    private @Nullable Session session;
    private boolean closed;

    GcpConnection(GcpSettings settings, Timeouts timeouts, RetryPauses pauses) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.retry = new GcpRetry(pauses);
    }

    /** For tests that replace the transport. */
    GcpConnection(GcpSettings settings, Timeouts timeouts, RetryPauses pauses, GcpHttp http) {
        this(settings, timeouts, pauses);
        this.http = http;
    }

    /** Shared by all uploads to the location. */
    UploadMemory uploadMemory() {
        return uploadMemory;
    }

    /**
     * The client, and the credentials that it uses.
     *
     * @param endpoint of the store
     * @param version of the credentials that it was made from
     */
    record Session(Storage storage, GcpCredentials credentials, URI endpoint, Object version) {}

    /** A request to the store, which is retried when it fails. */
    @FunctionalInterface
    interface Call<T> {
        T make(Session session) throws IOException;
    }

    /**
     * Calls the store.
     *
     * @param doing to be read after "Could not"
     * @param permission that the call needs: {@code storage.objects.create}
     * @throws GoletaException for every failure
     */
    <T> T call(String doing, String permission, Call<T> call) {
        return call(doing, permission, () -> call.make(session()));
    }

    /**
     * Uploads to the store.
     *
     * @param bytes that each attempt uploads at most
     */
    <T> T send(String doing, String permission, long bytes, Call<T> call) {
        Duration limit = timeouts.connect().plus(timeouts.upload(bytes)).plus(timeouts.idle());
        return call(doing, permission, () -> InterruptibleSend.within(limit, () -> call.make(session())));
    }

    private <T> T call(String doing, String permission, GcpRetry.Attempt<T> attempt) {
        requireOpen();
        try {
            return retry.run(attempt);
        } catch (IOException e) {
            throw GcpFailure.of(doing, permission, settings, e);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private synchronized Session session() {
        Session open = session;
        Object version = settings.credentials().version();
        if (open == null || !open.version().equals(version)) {
            open = connect(version);
            session = open;
        }
        return open;
    }

    private Session connect(Object version) {
        GcpHttp client = http;
        if (client == null) {
            client = GcpHttp.of(settings, timeouts);
            http = client;
        }
        GcpCredentials credentials = GcpCredentials.of(settings, client);
        URI endpoint = settings.endpoint().orElseGet(() -> URI.create("https://storage." + credentials.universe()));
        Storage storage = new Storage.Builder(
                        client.create(), GsonFactory.getDefaultInstance(), client.as(credentials.google()))
                .setRootUrl(endpoint + "/")
                .setApplicationName("Goleta")
                .build();
        return new Session(storage, credentials, endpoint, version);
    }

    // The JDK closes idle connections by itself.
    @Override
    public synchronized void close() {
        closed = true;
        session = null;
        http = null;
    }
}
