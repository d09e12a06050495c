package io.goleta.plugins.restic.rest;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of restic on the REST server: an address with a secret token, statistics, and failures of the object store. Closing
 * it after the run removes the locks that the run left behind: their owner has ended.
 */
public final class RestSession implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestSession.class);
    private static final long SECONDS_FOR_LAST_REQUESTS = 60;

    private final ObjectStore store;
    private final String path;
    private final String address;
    private final Consumer<GoletaException> onPermanentFailure;
    private final Runnable shut;
    private final ReadWriteLock inFlight = new ReentrantReadWriteLock();
    private final Map<String, GoletaException> failures = new ConcurrentHashMap<>();
    private final Set<StoredFile> ownLocks = ConcurrentHashMap.newKeySet();
    private final Set<StoredFile> newKeys = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytesStored = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder errors = new LongAdder();

    RestSession(
            ObjectStore store,
            String path,
            String address,
            Consumer<GoletaException> onPermanentFailure,
            Runnable shut) {
        this.store = store;
        this.path = path;
        this.address = address;
        this.onPermanentFailure = onPermanentFailure;
        this.shut = shut;
    }

    /** The repository's URL for restic. A secret: it permits to read and write the repository's files. */
    public String address() {
        return address;
    }

    /** The statistics so far. */
    public SessionStats stats() {
        return new SessionStats(requests.sum(), bytesStored.sum(), bytesRead.sum(), errors.sum());
    }

    /** The object store's failure of a request that did not succeed when restic retried it. */
    public Optional<GoletaException> failure() {
        return failures.values().stream().findFirst();
    }

    /** Removes the keys that this run stored, for a repository that was not created after all. */
    public void removeNewKeys() {
        newKeys.forEach(this::removeQuietly);
    }

    /** Whether this run holds the lock of this name. */
    public boolean holdsLock(String name) {
        return ownLocks.contains(new StoredFile(FileType.LOCKS, name));
    }

    /** Ends the session: waits for requests in flight and removes locks left behind. Never throws. */
    @Override
    public void close() {
        shut.run();
        boolean alone = false;
        try {
            alone = inFlight.writeLock().tryLock(SECONDS_FOR_LAST_REQUESTS, TimeUnit.SECONDS);
            ownLocks.forEach(this::removeQuietly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alone) {
                inFlight.writeLock().unlock();
            }
        }
        LOGGER.debug("restic on {}: {}", path, stats());
    }

    /** Runs {@code request} unless this session is being closed. */
    boolean accept(RestRequest request) throws IOException {
        if (!inFlight.readLock().tryLock()) {
            return false;
        }
        try {
            requests.increment();
            request.serve();
            return true;
        } finally {
            inFlight.readLock().unlock();
        }
    }

    ObjectStore store() {
        return store;
    }

    String path() {
        return path;
    }

    void stored(long bytes) {
        bytesStored.add(bytes);
    }

    void read(long bytes) {
        bytesRead.add(bytes);
    }

    void willStore(StoredFile file) {
        switch (file.type()) {
            case LOCKS -> ownLocks.add(file);
            case KEYS -> newKeys.add(file);
            default -> {}
        }
    }

    void removed(StoredFile file) {
        ownLocks.remove(file);
        newKeys.remove(file);
    }

    void succeeded(String request) {
        failures.remove(request);
    }

    void failed(String request, GoletaException failure) {
        errors.increment();
        failures.put(request, failure);
        if (!failure.isRetryable()) {
            onPermanentFailure.accept(failure);
        }
    }

    private void removeQuietly(StoredFile file) {
        try {
            store.delete(file.key(path));
        } catch (RuntimeException e) {
            LOGGER.warn("could not remove {} of {}: {}", file, path, e.getMessage());
        }
    }
}
