package io.goleta.server.repository;

import java.util.Optional;

/** Which backups and restores use repositories now. */
public interface RepositoryUsage {
    /** Whether a backup is InProgress in the location. */
    boolean isBackingUp(String location);

    /**
     * What moves volumes to or from a repository, so that no exclusive task may start on it.
     *
     * @return what it is, to be read after "waiting for"; empty when there is nothing
     */
    Optional<String> moving(RepositoryAddress repository);
}
