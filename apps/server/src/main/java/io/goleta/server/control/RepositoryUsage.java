package io.goleta.server.control;

import java.util.Optional;

/** Who works with repositories right now. */
public interface RepositoryUsage {
    /** Whether a backup is InProgress in the location. */
    boolean isBackingUp(String location);

    /**
     * What moves volumes to or from the repository of a namespace, so that nobody else may have it to himself.
     *
     * @return what it is, to be read after "waiting for"; empty when there is nothing
     */
    Optional<String> moving(String location, String namespace);
}
