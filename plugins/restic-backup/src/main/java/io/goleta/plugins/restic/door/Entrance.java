package io.goleta.plugins.restic.door;

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
 * The way through the door for one run of restic: its own secret address, its own account of what went through. Closing it
 * after the run removes the locks that the run left behind; nobody can know better that their owner is dead.
 */
public final class Entrance implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Entrance.class);
    private static final long SECONDS_FOR_LAST_VISITS = 60;

    private final ObjectStore store;
    private final String path;
    private final String address;
    private final Consumer<GoletaException> onHopeless;
    private final Runnable shut;
    private final ReadWriteLock visits = new ReentrantReadWriteLock();
    private final Map<String, GoletaException> failures = new ConcurrentHashMap<>();
    private final Set<StoredFile> ownLocks = ConcurrentHashMap.newKeySet();
    private final Set<StoredFile> newKeys = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytesStored = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder errors = new LongAdder();

    Entrance(ObjectStore store, String path, String address, Consumer<GoletaException> onHopeless, Runnable shut) {
        this.store = store;
        this.path = path;
        this.address = address;
        this.onHopeless = onHopeless;
        this.shut = shut;
    }

    /** What restic takes as repository. A secret: whoever knows it can read and write the repository's files. */
    public String address() {
        return address;
    }

    /** What went through so far. */
    public Traffic traffic() {
        return new Traffic(requests.sum(), bytesStored.sum(), bytesRead.sum(), errors.sum());
    }

    /** The store's own words for a request that failed and did not succeed when restic tried again. */
    public Optional<GoletaException> failure() {
        return failures.values().stream().findFirst();
    }

    /** Takes back the keys this run stored, for a repository that did not come into being. */
    public void removeNewKeys() {
        newKeys.forEach(this::removeQuietly);
    }

    /** Whether this run holds the lock of this name. */
    public boolean holdsLock(String name) {
        return ownLocks.contains(new StoredFile(FileType.LOCKS, name));
    }

    /** Shuts this way, waits for requests still under way, and removes locks left behind. Never throws. */
    @Override
    public void close() {
        shut.run();
        boolean alone = false;
        try {
            alone = visits.writeLock().tryLock(SECONDS_FOR_LAST_VISITS, TimeUnit.SECONDS);
            ownLocks.forEach(this::removeQuietly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alone) {
                visits.writeLock().unlock();
            }
        }
        LOGGER.debug("restic on {}: {}", path, traffic());
    }

    /** Runs {@code visit} unless this entrance is being closed. */
    boolean admit(Visit visit) throws IOException {
        if (!visits.readLock().tryLock()) {
            return false;
        }
        try {
            requests.increment();
            visit.serve();
            return true;
        } finally {
            visits.readLock().unlock();
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
            onHopeless.accept(failure);
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
