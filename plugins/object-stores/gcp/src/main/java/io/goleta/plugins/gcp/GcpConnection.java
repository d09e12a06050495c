package io.goleta.plugins.gcp;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import io.goleta.plugins.stores.UploadMemory;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Google's client for one location: made when first needed, and again when the credentials changed. Thread-safe. */
final class GcpConnection implements AutoCloseable {
    private final GcpSettings settings;
    private final Patience patience;
    private final GcpRetry attempts;
    private final UploadMemory uploadMemory =
            UploadMemory.ofHeap(Runtime.getRuntime().maxMemory());
    private @Nullable GcpHttp http;
    private @Nullable Session session;
    private boolean closed;

    GcpConnection(GcpSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
        this.attempts = new GcpRetry(patience);
    }

    /** Another, in front of which a test stands. */
    GcpConnection(GcpSettings settings, Patience patience, GcpHttp http) {
        this(settings, patience);
        this.http = http;
    }

    /** Shared by all uploads to the location. */
    UploadMemory uploadMemory() {
        return uploadMemory;
    }

    /**
     * The client, and as whom it asks.
     *
     * @param endpoint of the store
     * @param version of the credentials that it was made from
     */
    record Session(Storage storage, GcpCredentials identity, URI endpoint, Object version) {}

    /** Something that is asked of the store, and asked again when that fails. */
    @FunctionalInterface
    interface Call<T> {
        T make(Session session) throws IOException;
    }

    /**
     * Asks the store.
     *
     * @param doing to be read after "Could not"
     * @param permission that it takes: {@code storage.objects.create}
     * @throws GoletaException for whatever goes wrong
     */
    <T> T call(String doing, String permission, Call<T> call) {
        return call(doing, permission, () -> call.make(session()));
    }

    /**
     * Sends to the store.
     *
     * @param bytes that each attempt sends at most
     */
    <T> T send(String doing, String permission, long bytes, Call<T> call) {
        Duration limit = patience.connecting().plus(patience.upload(bytes)).plus(patience.silence());
        return call(doing, permission, () -> InterruptibleSend.within(limit, () -> call.make(session())));
    }

    private <T> T call(String doing, String permission, GcpRetry.Attempt<T> attempt) {
        requireOpen();
        try {
            return attempts.make(attempt);
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
            client = GcpHttp.of(settings, patience);
            http = client;
        }
        GcpCredentials identity = GcpCredentials.of(settings, client);
        URI endpoint = settings.endpoint().orElseGet(() -> URI.create("https://storage." + identity.universe()));
        Storage storage = new Storage.Builder(
                        client.create(), GsonFactory.getDefaultInstance(), client.as(identity.credentials()))
                .setRootUrl(endpoint + "/")
                .setApplicationName("Goleta")
                .build();
        return new Session(storage, identity, endpoint, version);
    }

    // The JDK ends by itself the connections that nobody uses.
    @Override
    public synchronized void close() {
        closed = true;
        session = null;
        http = null;
    }
}
