package io.goleta.server;

import io.goleta.server.controller.ControllerNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server is told besides {@link CommonOptions}. */
final class ServerOptions {
    @Option(
            names = {"--restic-timeout", "--fs-backup-timeout"},
            paramLabel = "DURATION",
            defaultValue = "4h",
            converter = DurationConverter.class,
            description = "how long a backup or restore waits for its volumes (default ${DEFAULT-VALUE})")
    Duration podVolumeTimeout = Duration.ofHours(4);

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
            names = "--repository-check-frequency",
            defaultValue = "720h",
            converter = DurationConverter.class,
            description = "how often repositories are verified that do not say, 0 for never (default ${DEFAULT-VALUE})")
    Duration repositoryCheckFrequency = Duration.ofHours(720);

    @Option(
            names = "--repository-check-read-data",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "how much of its data is read and verified then, 0 to 100 (default ${DEFAULT-VALUE})")
    int repositoryCheckReadData;

    @Option(
            names = "--terminating-resource-timeout",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "how long a restore waits for what is being deleted (default ${DEFAULT-VALUE})")
    Duration terminatingResourceTimeout = Duration.ofMinutes(10);

    @Option(
            names = "--garbage-collection-frequency",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "how often expired backups are looked for (default ${DEFAULT-VALUE})")
    Duration garbageCollectionFrequency = Duration.ofHours(1);

    @Option(
            names = "--restore-resource-priorities",
            paramLabel = "RESOURCES",
            defaultValue = "",
            description =
                    "the order of restores: resources that come first, then \"-\", then those that come last; separated by"
                            + " commas (default: an order in which everything finds what it needs)")
    String restoreResourcePriorities = "";

    @Option(
            names = "--disable-controllers",
            paramLabel = "NAMES",
            split = ",",
            description = "controllers that do not run: ${COMPLETION-CANDIDATES}",
            completionCandidates = ControllerNames.Names.class)
    List<String> disabledControllers = new ArrayList<>();

    @Option(
            names = "--restore-only",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "make no backups and delete none; older name for --disable-controllers"
                    + " backup,schedule,gc,backup-deletion")
    boolean restoreOnly;

    @Option(
            names = "--client-page-size",
            paramLabel = "N",
            defaultValue = "500",
            description = "how many objects to ask the API server for at once; 0 means all (default ${DEFAULT-VALUE})")
    int clientPageSize = 500;

    @Option(
            names = "--download-address",
            description =
                    "base URL under which clients reach this server's downloads, for object stores that cannot sign URLs"
                            + " (default: the metrics address)")
    @Nullable
    String downloadAddress;
}
