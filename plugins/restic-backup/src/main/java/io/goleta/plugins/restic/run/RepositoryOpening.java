package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Distinguishes a missing repository from a damaged, inaccessible or unreachable one, and creates one only where there is
 * none.
 */
final class RepositoryOpening {
    private static final Duration LONGEST_CREATION = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Restic restic;
    private final RepositoryFiles files;
    private final String path;
    private final Clock clock;

    RepositoryOpening(Restic restic, RepositoryFiles files, String path, Clock clock) {
        this.restic = restic;
        this.files = files;
        this.path = path;
        this.clock = clock;
    }

    void connect() {
        if (!files.hasConfiguration()) {
            refuseDamaged();
            throw new GoletaException(Fault.STORAGE, "there is no restic repository at " + path);
        }
        open();
    }

    void prepare() {
        if (files.hasConfiguration() || appearsWhileWaiting()) {
            open();
            return;
        }
        refuseDamaged();
        files.removeKeys();
        restic.run(Restic.Job.of("create a repository", List.of("init"), line -> {}))
                .orThrow("create a repository");
    }

    private void open() {
        if (!files.hasKeys()) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the restic repository at " + path
                            + " is damaged: its keys are gone, and without them nothing in it"
                            + " can be read; bring back the objects under " + path + "/keys/");
        }
        restic.run(Restic.Job.of("open the repository", List.of("cat", "config", "--no-lock"), line -> {}))
                .orThrow("open the repository");
    }

    private void refuseDamaged() {
        if (files.hasData()) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the restic repository at " + path + " is damaged: it holds data, but the object " + path
                            + "/config is gone; bring it back (the same bucket versions or a copy have it)");
        }
    }

    /**
     * restic stores a key first and the configuration a moment later. A key alone means that a different process is creating
     * the repository, or was killed doing it. Keys of two origins must not stay: such a repository cannot be opened reliably.
     */
    private boolean appearsWhileWaiting() {
        while (isBeingCreated()) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GoletaException(
                        Fault.INTERNAL, "was cancelled while waiting for the repository at " + path, e);
            }
            if (files.hasConfiguration()) {
                return true;
            }
        }
        return false;
    }

    private boolean isBeingCreated() {
        return !files.hasData()
                && files.newestKey()
                        .filter(stored -> stored.plus(LONGEST_CREATION).isAfter(clock.instant()))
                        .isPresent();
    }
}
