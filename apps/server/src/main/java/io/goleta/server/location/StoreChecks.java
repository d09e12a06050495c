package io.goleta.server.location;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks into object stores with a time limit. A store that does not answer, such as a mount of a dead NFS server, costs its
 * location the limit once; as long as that look has not come back there is no second one. Thread-safe.
 */
@Singleton
public final class StoreChecks {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Duration limit;
    private final Map<String, CompletableFuture<Void>> looks = new ConcurrentHashMap<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();

    @Inject
    public StoreChecks() {
        this(LIMIT);
    }

    /**
     * @param limit how long to wait for an answer
     */
    public StoreChecks(Duration limit) {
        this.limit = limit;
    }

    /**
     * Looks into the store of a location.
     *
     * @throws GoletaException what the look threw; STORAGE when it did not come back in time
     */
    public void run(String location, Runnable look) throws InterruptedException {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        if (looks.putIfAbsent(location, mine) != null) {
            throw noAnswer();
        }
        // Not a virtual thread: one that hangs in a file system would hold up others.
        Thread thread =
                Thread.ofPlatform().daemon().name("look-into-" + location).start(() -> look(location, look, mine));
        try {
            mine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            late.add(location);
            thread.interrupt();
            throw noAnswer();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GoletaException reason
                    ? reason
                    : new GoletaException(Fault.PLUGIN, "the object store plugin failed: " + e.getCause(), e);
        }
    }

    /** Whether a look into the store of a location has not come back in time, and still has not. */
    public boolean isHanging(String location) {
        return late.contains(location);
    }

    private void look(String location, Runnable look, CompletableFuture<Void> outcome) {
        try {
            look.run();
            over(location);
            outcome.complete(null);
        } catch (Throwable e) {
            over(location);
            outcome.completeExceptionally(e);
        }
    }

    private void over(String location) {
        looks.remove(location);
        late.remove(location);
    }

    private GoletaException noAnswer() {
        return new GoletaException(Fault.STORAGE, "no answer from the object store in " + limit.toSeconds() + " s");
    }
}
