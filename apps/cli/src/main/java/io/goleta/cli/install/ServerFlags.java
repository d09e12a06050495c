package io.goleta.cli.install;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.install.manifest.Installation;
import io.goleta.cli.install.manifest.PodResources;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the server. */
final class ServerFlags {
    private static final int ALL = 100;

    @Option(
            names = "--server-replicas",
            paramLabel = "N",
            description = "Number of servers; one is the leader, the others stand by (1).")
    int replicas = 1;

    @Option(
            names = "--velero-pod-cpu-request",
            paramLabel = "QUANTITY",
            description = "CPU request of the server (500m).")
    String cpuRequest = PodResources.SERVER.cpuRequest();

    @Option(
            names = "--velero-pod-mem-request",
            paramLabel = "QUANTITY",
            description = "Memory request of the server (128Mi).")
    String memoryRequest = PodResources.SERVER.memoryRequest();

    @Option(
            names = "--velero-pod-cpu-limit",
            paramLabel = "QUANTITY",
            description = "CPU limit of the server; 0 for none (1000m).")
    String cpuLimit = PodResources.SERVER.cpuLimit();

    @Option(
            names = "--velero-pod-mem-limit",
            paramLabel = "QUANTITY",
            description = "Memory limit of the server; 0 for none (512Mi).")
    String memoryLimit = PodResources.SERVER.memoryLimit();

    @Option(
            names = {"--default-volumes-to-restic", "--default-volumes-to-fs-backup"},
            description = "Back up all pod volumes, except those that are excluded by annotation.")
    boolean defaultVolumes;

    @Option(names = "--restore-only", description = "Run the server for restores only.")
    boolean restoreOnly;

    @Option(
            names = {"--default-restic-prune-frequency", "--default-repo-maintain-frequency"},
            paramLabel = "DURATION",
            description = "Default prune interval of repositories; 0 for the server's default.")
    String pruneFrequency = "0";

    @Option(
            names = "--repository-check-frequency",
            paramLabel = "DURATION",
            description = "Default check interval of repositories; 0 for never (the server's default, 720h).")
    @Nullable
    String checkFrequency;

    @Option(
            names = "--repository-check-read-data",
            paramLabel = "PERCENT",
            description = "Percentage of the data that each check reads and verifies, 0 to 100 (0).")
    int checkReadData;

    @Option(
            names = "--garbage-collection-frequency",
            paramLabel = "DURATION",
            description = "Interval of deleting expired backups; 0 for the server's default.")
    String garbageCollectionFrequency = "0";

    @Option(
            names = "--pod-volume-operation-timeout",
            paramLabel = "DURATION",
            description = "Time limit for the volumes of a backup or restore; 0 for the server's default (4h).")
    String podVolumeTimeout = "0";

    Installation.Server settings() {
        if (replicas < 1) {
            throw new GoletaException(Fault.USER, "--server-replicas must be at least 1");
        }
        return new Installation.Server(
                replicas,
                new PodResources(cpuRequest, memoryRequest, cpuLimit, memoryLimit),
                defaultVolumes,
                restoreOnly,
                frequency("--default-restic-prune-frequency", pruneFrequency),
                checks(),
                frequency("--garbage-collection-frequency", garbageCollectionFrequency),
                frequency("--pod-volume-operation-timeout", podVolumeTimeout));
    }

    private Installation.RepositoryChecks checks() {
        if (checkReadData < 0 || checkReadData > ALL) {
            throw new GoletaException(Fault.USER, "--repository-check-read-data must be a number from 0 to 100");
        }
        Optional<Duration> frequency = Optional.ofNullable(checkFrequency)
                .map(text -> DurationFlag.parse("--repository-check-frequency", text));
        return new Installation.RepositoryChecks(frequency, checkReadData);
    }

    private static Optional<Duration> frequency(String flag, String text) {
        Duration frequency = DurationFlag.parse(flag, text);
        return frequency.isZero() ? Optional.empty() : Optional.of(frequency);
    }
}
