package io.goleta.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Commands and flags of Velero that this command line lacks on purpose, and what to do instead. */
final class NotSupported {
    private static final String SNAPSHOTS =
            "Goleta makes no volume snapshots; it backs up the files of volumes (--default-volumes-to-fs-backup)";
    private static final String MODIFIERS =
            "Goleta does not apply resource modifiers; change the objects after the restore";
    private static final String POLICIES =
            "Goleta does not apply resource policies; annotate pods to select volumes, and filter with --exclude-resources";
    private static final String SCOPES =
            "Goleta does not filter by scope; use --include-resources, --exclude-resources and --include-cluster-resources";
    private static final String TRANSFERS =
            "the ConfigMaps of plugins set how files are transferred, see velero plugin config get";
    private static final String MAINTENANCE =
            "Goleta's server maintains repositories itself, without jobs; --velero-pod-mem-limit limits its memory";
    private static final String NOTHING_TO_WAIT_FOR = "Goleta has no asynchronous operations; leave it out";
    private static final String SKIP_IMMEDIATELY =
            "set it for each schedule: velero schedule create --skip-immediately";
    private static final String SNAPSHOT_LOCATIONS = "Goleta makes no volume snapshots and needs no location for them";
    private static final String PLUGINS = "install plugins with velero install --plugins IMAGE --apply";
    private static final String REPORT =
            "collect velero backup describe --details, velero backup logs and kubectl logs";

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--snapshot-move-data", SNAPSHOTS),
            Map.entry("--data-mover", SNAPSHOTS),
            Map.entry("--default-snapshot-move-data", SNAPSHOTS),
            Map.entry("--volume-group-snapshot-label-key", SNAPSHOTS),
            Map.entry("--resource-policies-configmap", POLICIES),
            Map.entry("--resource-modifier-configmap", MODIFIERS),
            Map.entry("--include-cluster-scoped-resources", SCOPES),
            Map.entry("--exclude-cluster-scoped-resources", SCOPES),
            Map.entry("--include-namespace-scoped-resources", SCOPES),
            Map.entry("--exclude-namespace-scoped-resources", SCOPES),
            Map.entry("--item-operation-timeout", NOTHING_TO_WAIT_FOR),
            Map.entry("--parallel-files-upload", TRANSFERS),
            Map.entry("--parallel-files-download", TRANSFERS),
            Map.entry("--write-sparse-files", TRANSFERS),
            Map.entry("--schedule-skip-immediately", SKIP_IMMEDIATELY),
            Map.entry(
                    "--use-node-agent-windows",
                    "Goleta's agents run on Linux nodes only; volumes of Windows pods are not backed up"),
            Map.entry(
                    "--node-agent-configmap",
                    "Goleta's agents read the ConfigMap labelled velero.io/node-agent: NodeAgent, without a flag"),
            Map.entry(
                    "--backup-repository-configmap",
                    "Goleta reads settings of repositories from the ConfigMap labelled velero.io/restic: DataMover, without a flag"),
            Map.entry("--repo-maintenance-job-configmap", MAINTENANCE),
            Map.entry("--keep-latest-maintenance-jobs", MAINTENANCE),
            Map.entry("--maintenance-job-cpu-request", MAINTENANCE),
            Map.entry("--maintenance-job-mem-request", MAINTENANCE),
            Map.entry("--maintenance-job-cpu-limit", MAINTENANCE),
            Map.entry("--maintenance-job-mem-limit", MAINTENANCE),
            Map.entry(
                    "--item-block-worker-count", "Goleta's server chooses its number of workers itself; leave it out"),
            Map.entry("--concurrent-backups", "Goleta's server runs several backups at once already; leave it out"),
            Map.entry(
                    "--node-agent-disable-host-path",
                    "Goleta's agents read volumes through the kubelet's directory and need it; leave out --use-node-agent"
                            + " to install without agents"),
            Map.entry(
                    "--disable-informer-cache",
                    "Goleta's server holds no cache of the objects it backs up; leave it out"));

    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("snapshot-location create", SNAPSHOT_LOCATIONS),
            Map.entry("create snapshot-location", SNAPSHOT_LOCATIONS),
            Map.entry("snapshot-location set", SNAPSHOT_LOCATIONS),
            Map.entry("plugin add", PLUGINS),
            Map.entry("plugin remove", PLUGINS),
            Map.entry("debug", REPORT),
            Map.entry("bug", REPORT),
            Map.entry("run-plugins", "Goleta loads plugins as jars, not as programs"),
            Map.entry("data-mover", "Goleta's agents transfer volumes themselves"),
            Map.entry("pod-volume", "Goleta's agents transfer volumes themselves"),
            Map.entry("repo-maintenance", MAINTENANCE));

    private NotSupported() {}

    /** Every command and flag known here, as the documentation lists them. */
    static Stream<String> names() {
        return Stream.concat(COMMANDS.keySet().stream(), FLAGS.keySet().stream());
    }

    /** What to do instead of using a flag; empty for a flag that Velero does not have. */
    static Optional<String> flag(String name) {
        return Optional.ofNullable(FLAGS.get(name));
    }

    /**
     * What to do instead of using a command; empty for a command that Velero does not have.
     *
     * @param words {@code plugin add}
     */
    static Optional<String> command(String words) {
        return Optional.ofNullable(COMMANDS.get(words));
    }
}
