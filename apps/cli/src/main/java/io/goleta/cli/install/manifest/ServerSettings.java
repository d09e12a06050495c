package io.goleta.cli.install.manifest;

import java.time.Duration;
import java.util.Optional;

/**
 * The server.
 *
 * @param replicas one works, the others stand by
 * @param pruneFrequency empty for the server's own default
 * @param garbageCollectionFrequency empty for the server's own default
 */
public record ServerSettings(
        int replicas,
        PodResources resources,
        boolean defaultVolumesToFsBackup,
        boolean restoreOnly,
        Optional<Duration> pruneFrequency,
        RepositoryChecks checks,
        Optional<Duration> garbageCollectionFrequency) {}
