package io.goleta.server.repository;

import io.goleta.server.controller.CancellationWatch;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Long work that needs a repository for itself: data movers keep backups out while they free space or verify. Backups
 * and restores come first: it does not begin while they move volumes, and breaks off when they begin to. Few repositories are
 * worked on at once, for a data mover may hold a repository's index in memory. Thread-safe.
 */
final class ExclusiveRepositoryTask {
    private static final int AT_ONCE = 2;
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final RepositoryAccess access;
    private final RepositoryUsage use;
    private final Duration checkInterval;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    ExclusiveRepositoryTask(RepositoryAccess access, RepositoryUsage use, Duration checkInterval) {
        this.access = access;
        this.use = use;
        this.checkInterval = checkInterval;
    }

    /**
     * Does it, unless something is in the way.
     *
     * @return what was in the way, to be read after "waiting for"; empty when the work is done
     * @throws GoletaException when it failed
     */
    Optional<String> attempt(RepositoryAddress repository, Consumer<DataMover> work) throws InterruptedException {
        Optional<String> moving = use.moving(repository);
        if (moving.isPresent()) {
            return moving;
        }
        if (!slots.tryAcquire()) {
            return Optional.of("work on other repositories");
        }
        try {
            CancellationWatch watch = new CancellationWatch(() -> use.moving(repository), checkInterval);
            try (watch;
                    DataMover mover = access.open(repository)) {
                work.accept(mover);
                return Optional.empty();
            } catch (GoletaException e) {
                Optional<String> gaveWay = watch.end();
                if (gaveWay.isPresent()) {
                    return gaveWay;
                }
                throwIfInterrupted();
                throw e;
            }
        } finally {
            slots.release();
        }
    }

    /** Work that was interrupted by a shutdown says nothing about the repository. */
    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
