package io.goleta.server;

import io.goleta.server.controller.ControllerNames;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags of the server besides {@link CommonOptions}. */
final class ServerOptions {
    @Option(
            names = {"--restic-timeout", "--fs-backup-timeout"},
            paramLabel = "DURATION",
            defaultValue = "4h",
            converter = DurationConverter.class,
            description = "timeout for the volumes of a backup or restore (default ${DEFAULT-VALUE})")
    Duration podVolumeTimeout = Duration.ofHours(4);

    @Option(
            names = "--default-backup-storage-location",
            defaultValue = "default",
            description =
                    "location of backups that do not set one, if no location is marked as default (default ${DEFAULT-VALUE})")
    String defaultBackupStorageLocation = "default";

    @Option(
            names = "--default-backup-ttl",
            defaultValue = "720h",
            converter = DurationConverter.class,
            description = "TTL of backups that do not set one (default ${DEFAULT-VALUE})")
    Duration defaultBackupTtl = Duration.ofHours(720);

    @Option(
            names = {"--default-volumes-to-restic", "--default-volumes-to-fs-backup"},
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "back up the files of all pod volumes, except those that opt out (default ${DEFAULT-VALUE})")
    boolean defaultVolumesToFsBackup;

    @Option(
            names = "--store-validation-frequency",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "default validation interval of storage locations (default ${DEFAULT-VALUE})")
    Duration storeValidationFrequency = Duration.ofMinutes(1);

    @Option(
            names = "--backup-sync-period",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description =
                    "default interval at which buckets are searched for backups of other clusters (default ${DEFAULT-VALUE})")
    Duration backupSyncPeriod = Duration.ofMinutes(1);

    @Option(
            names = {"--default-restic-prune-frequency", "--default-repo-maintain-frequency"},
            defaultValue = "168h",
            converter = DurationConverter.class,
            description = "default prune interval of repositories (default ${DEFAULT-VALUE})")
    Duration defaultPruneFrequency = Duration.ofHours(168);

    @Option(
            names = "--repository-check-frequency",
            defaultValue = "720h",
            converter = DurationConverter.class,
            description = "default check interval of repositories, 0 for none (default ${DEFAULT-VALUE})")
    Duration repositoryCheckFrequency = Duration.ofHours(720);

    @Option(
            names = "--repository-check-read-data",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "percentage of a repository's data that a check reads, 0 to 100 (default ${DEFAULT-VALUE})")
    int repositoryCheckReadData;

    @Option(
            names = "--terminating-resource-timeout",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description =
                    "how long a restore waits for namespaces and volumes that are being deleted (default ${DEFAULT-VALUE})")
    Duration terminatingResourceTimeout = Duration.ofMinutes(10);

    @Option(
            names = "--garbage-collection-frequency",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "interval of the search for expired backups (default ${DEFAULT-VALUE})")
    Duration garbageCollectionFrequency = Duration.ofHours(1);

    @Option(
            names = "--schedule-skip-immediately",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "new schedules, unless they say so themselves, skip a backup that is already due"
                    + " (default ${DEFAULT-VALUE})")
    boolean scheduleSkipImmediately;

    @Option(
            names = "--restore-resource-priorities",
            paramLabel = "RESOURCES",
            defaultValue = "",
            description =
                    "restore order: the resources to restore first, then \"-\", then those to restore last, separated by"
                            + " commas (default: dependencies before what depends on them)")
    String restoreResourcePriorities = "";

    @Option(
            names = "--disable-controllers",
            paramLabel = "NAMES",
            split = ",",
            description = "controllers to disable: ${COMPLETION-CANDIDATES}",
            completionCandidates = ControllerNames.Names.class)
    List<String> disabledControllers = new ArrayList<>();

    @Option(
            names = "--restore-only",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "make no backups and delete none; deprecated, same as --disable-controllers"
                    + " backup,schedule,gc,backup-deletion")
    boolean restoreOnly;

    @Option(
            names = "--client-page-size",
            paramLabel = "N",
            defaultValue = "500",
            description = "page size of list requests to the API server, 0 for no paging (default ${DEFAULT-VALUE})")
    int clientPageSize = 500;

    @Option(
            names = "--download-address",
            description =
                    "base URL of this server's downloads for clients, used for object stores that cannot sign URLs"
                            + " (default: the metrics address)")
    @Nullable
    String downloadAddress;

    /** The base URL of downloads; in a cluster with the pod's own address, which is what "all interfaces" can be reached by. */
    URI downloadUrl(String metricsAddress) {
        if (downloadAddress != null && !downloadAddress.isEmpty()) {
            return URI.create(downloadAddress);
        }
        return URI.create("http://" + (metricsAddress.startsWith(":") ? LocalAddress.numeric() : "") + metricsAddress);
    }

    /**
     * @param checks goes on with these flags
     * @throws io.goleta.spi.error.GoletaException USER when a value makes no sense, with all of them
     */
    void verify(OptionChecks checks) {
        checks.notNegative("--restic-timeout", podVolumeTimeout)
                .notNegative("--default-backup-ttl", defaultBackupTtl)
                .notNegative("--store-validation-frequency", storeValidationFrequency)
                .notNegative("--backup-sync-period", backupSyncPeriod)
                .notNegative("--default-restic-prune-frequency", defaultPruneFrequency)
                .notNegative("--repository-check-frequency", repositoryCheckFrequency)
                .range("--repository-check-read-data", repositoryCheckReadData, 0, 100)
                .notNegative("--terminating-resource-timeout", terminatingResourceTimeout)
                .notNegative("--garbage-collection-frequency", garbageCollectionFrequency)
                .range("--client-page-size", clientPageSize, 0, Integer.MAX_VALUE);
        if (downloadAddress != null && !downloadAddress.isEmpty()) {
            checks.url("--download-address", downloadAddress);
        }
        checks.verify();
    }
}
