package io.goleta.plugins.restic.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The locks in a repository whose owners are dead. The session of a run that was cut off removes its own locks; the
 * locks left here come from processes that were killed together with Goleta, and from other programs.
 */
final class RepositoryLocks {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryLocks.class);

    private final Restic restic;
    private final RepositoryFiles files;
    private final Predicate<LockHolder> isDead;

    /**
     * @param isDead must return false for a holder that may be alive
     */
    RepositoryLocks(Restic restic, RepositoryFiles files, Predicate<LockHolder> isDead) {
        this.restic = restic;
        this.files = files;
        this.isDead = isDead;
    }

    /**
     * Removes them.
     *
     * @return how many
     */
    int removeDead() {
        List<String> foreign = foreign();
        if (foreign.isEmpty()) {
            return 0;
        }
        // By restic's own rule: not renewed for 30 minutes, or written here by a process that is no more.
        restic.run(Restic.Job.of("remove stale locks", List.of("unlock"), line -> {}))
                .orThrow("remove stale locks");
        int removed = foreign.size();
        for (String lock : foreign()) {
            removed -= removeIfDead(lock) ? 0 : 1;
        }
        return Math.max(removed, 0);
    }

    private List<String> foreign() {
        return files.locks().stream().filter(lock -> !restic.holdsLock(lock)).toList();
    }

    private boolean removeIfDead(String lock) {
        Optional<LockHolder> holder = holder(lock);
        if (holder.isEmpty() || !isDead.test(holder.get())) {
            return false;
        }
        LOGGER.info(
                "removing a lock of process {} on {}, which is gone",
                holder.get().pid(),
                holder.get().host());
        files.removeLock(lock);
        return true;
    }

    /** Also empty when the lock was removed in the meantime. */
    private Optional<LockHolder> holder(String lock) {
        StringBuilder json = new StringBuilder();
        restic.run(Restic.Job.of("read a lock", List.of("cat", "lock", lock, "--no-lock"), json::append));
        return LockHolder.parse(json.toString());
    }
}
