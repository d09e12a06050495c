package io.goleta.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server is told besides {@link CommonOptions}. */
final class ServerOptions {
    @Option(
            names = {"--restic-timeout", "--fs-backup-timeout"},
            defaultValue = "4h",
            converter = DurationConverter.class,
            description = "how long a backup or restore waits for its volumes (default ${DEFAULT-VALUE})")
    Duration resticTimeout = Duration.ofHours(4);

    @Option(
            names = "--default-backup-storage-location",
            defaultValue = "default",
            description = "for backups that name none when no location is marked as default (default ${DEFAULT-VALUE})")
    String defaultBackupStorageLocation = "default";

    @Option(
            names = "--default-backup-ttl",
            defaultValue = "720h",
            converter = DurationConverter.class,
            description = "how long backups are kept that do not say (default ${DEFAULT-VALUE})")
    Duration defaultBackupTtl = Duration.ofHours(720);

    @Option(
            names = {"--default-volumes-to-restic", "--default-volumes-to-fs-backup"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "back up all pod volumes that do not opt out (default ${DEFAULT-VALUE})")
    boolean defaultVolumesToFsBackup;

    @Option(
            names = "--store-validation-frequency",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "how often storage locations are validated that do not say (default ${DEFAULT-VALUE})")
    Duration storeValidationFrequency = Duration.ofMinutes(1);

    @Option(
            names = "--backup-sync-period",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "how often buckets are searched for backups made elsewhere (default ${DEFAULT-VALUE})")
    Duration backupSyncPeriod = Duration.ofMinutes(1);

    @Option(
            names = {"--default-restic-prune-frequency", "--default-repo-maintain-frequency"},
            defaultValue = "168h",
            converter = DurationConverter.class,
            description = "how often repositories are pruned that do not say (default ${DEFAULT-VALUE})")
    Duration defaultPruneFrequency = Duration.ofHours(168);

    @Option(
            names = "--terminating-resource-timeout",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "how long a restore waits for what is being deleted (default ${DEFAULT-VALUE})")
    Duration terminatingResourceTimeout = Duration.ofMinutes(10);

    @Option(
            names = "--download-address",
            description =
                    "base URL under which clients reach this server's downloads, for object stores that cannot sign URLs"
                            + " (default: the metrics address)")
    @Nullable
    String downloadAddress;
}
