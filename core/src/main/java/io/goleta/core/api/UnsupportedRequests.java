package io.goleta.core.api;

import io.goleta.spi.item.KubernetesObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Velero would do and Goleta does not: fields of Backups and Restores and annotations of pods. A run that meets one of them says so
 * in a warning, so that nothing that was asked for is left out in silence. Pure.
 */
public final class UnsupportedRequests {
    private static final String NO_HOOK = "no hook is run";
    private static final String NO_SNAPSHOT = "no volume snapshot is made; files of volumes are backed up as usual";
    private static final String NO_FILTER = "the filter is not applied; the backup may hold more than it allows";
    private static final String NO_TUNING = "it has no effect; ConfigMaps of plugins set how volumes are transferred";

    private static final List<Field> BACKUP = List.of(
            Field.of(NO_HOOK, "hooks", "resources"),
            Field.of(NO_SNAPSHOT, "snapshotVolumes"),
            Field.of(NO_SNAPSHOT, "volumeSnapshotLocations"),
            Field.of(NO_SNAPSHOT, "snapshotMoveData"),
            Field.of(NO_SNAPSHOT, "datamover"),
            Field.of(NO_SNAPSHOT, "volumeGroupSnapshotLabelKey"),
            Field.of("the resource policy is not applied", "resourcePolicy"),
            Field.of(NO_FILTER, "includedClusterScopedResources"),
            Field.of(NO_FILTER, "excludedClusterScopedResources"),
            Field.of(NO_FILTER, "includedNamespaceScopedResources"),
            Field.of(NO_FILTER, "excludedNamespaceScopedResources"),
            Field.of(NO_TUNING, "uploaderConfig"));
    private static final List<Field> RESTORE = List.of(
            Field.of(NO_HOOK, "hooks", "resources"),
            Field.of("the resource modifier is not applied", "resourceModifier"),
            Field.of("no volume is restored from a snapshot; files of volumes are restored as usual", "restorePVs"),
            Field.of(NO_TUNING, "uploaderConfig"));

    /** Labels that schedules pass on, and a size that is only told. */
    private static final Set<String> WITHOUT_CONSEQUENCE = Set.of("metadata", "snapshotSize");

    /** Limits of work that no run does. Clients of newer Veleros always set these values, so they are no request. */
    private static final Map<String, Set<String>> USUAL_LIMITS = Map.of(
            "csiSnapshotTimeout", Set.of("0s", "10m0s", "10m"),
            "itemOperationTimeout", Set.of("0s", "4h0m0s", "4h", "1h0m0s", "1h"));

    private static final String NO_WORK_TO_LIMIT =
            "it has no effect; there are no snapshots and no asynchronous operations";

    private static final String CSI_ANNOTATIONS = "velero.io/csi-";
    private static final String OLD_SNAPSHOTS = "snapshot.velero.io/";

    private static final List<String> BACKUP_HOOKS = List.of(
            "pre.hook.backup.velero.io/command", "post.hook.backup.velero.io/command", "hook.backup.velero.io/command");
    private static final List<String> RESTORE_HOOKS =
            List.of("init.hook.restore.velero.io/command", "post.hook.restore.velero.io/command");

    private UnsupportedRequests() {}

    /** A field of the spec, and what follows of it. */
    private record Field(String consequence, List<String> path) {
        static Field of(String consequence, String... path) {
            return new Field(consequence, List.of(path));
        }

        Stream<String> warning(KubernetesObject run) {
            String[] full = Stream.concat(Stream.of("spec"), path.stream()).toArray(String[]::new);
            return run.get(full).filter(Field::asks).stream()
                    .map(value -> String.join(".", full) + " is not supported: " + consequence);
        }

        private static boolean asks(Object value) {
            return switch (value) {
                case Boolean wanted -> wanted;
                case String text -> !text.isEmpty();
                case Collection<?> values -> !values.isEmpty();
                case Map<?, ?> fields -> fields.values().stream().anyMatch(Field::asks);
                default -> true;
            };
        }
    }

    /** A sentence for each field of a Backup that asks for something that is not done. */
    public static List<String> ofBackup(KubernetesObject backup) {
        Stream<String> annotations = annotations(backup, CSI_ANNOTATIONS, NO_SNAPSHOT);
        return concat(BACKUP.stream().flatMap(field -> field.warning(backup)), limits(backup), annotations);
    }

    /** A sentence for each field of a Restore that asks for something that is not done. */
    public static List<String> ofRestore(KubernetesObject restore) {
        return concat(RESTORE.stream().flatMap(field -> field.warning(restore)), limits(restore), Stream.empty());
    }

    /** A sentence for each annotation of a pod that asks for a hook around its backup. */
    public static List<String> ofPodInBackup(KubernetesObject pod) {
        return hooks(pod, BACKUP_HOOKS);
    }

    /** A sentence for each annotation of a pod that asks for a hook after its restore. */
    public static List<String> ofPodInRestore(KubernetesObject pod) {
        Stream<String> oldSnapshots =
                annotations(pod, OLD_SNAPSHOTS, "files that Velero 1.1 or older backed up are not restored");
        return concat(hooks(pod, RESTORE_HOOKS).stream(), oldSnapshots, Stream.empty());
    }

    /** A sentence for each annotation of a claim that asks for a snapshot. */
    public static List<String> ofClaimInBackup(KubernetesObject claim) {
        return annotations(claim, CSI_ANNOTATIONS, NO_SNAPSHOT).toList();
    }

    private static List<String> concat(Stream<String> fields, Stream<String> more, Stream<String> evenMore) {
        return Stream.of(fields, more, evenMore).flatMap(sentences -> sentences).toList();
    }

    private static Stream<String> limits(KubernetesObject run) {
        return USUAL_LIMITS.entrySet().stream()
                .filter(limit -> run.string("spec", limit.getKey())
                        .filter(value -> !value.isEmpty() && !limit.getValue().contains(value))
                        .isPresent())
                .map(limit -> "spec." + limit.getKey() + " is not supported: " + NO_WORK_TO_LIMIT)
                .sorted();
    }

    private static Stream<String> annotations(KubernetesObject object, String prefix, String consequence) {
        return object.annotations().keySet().stream()
                .filter(annotation -> annotation.startsWith(prefix))
                .map(annotation -> "annotation " + annotation + " is not supported: " + consequence);
    }

    private static List<String> hooks(KubernetesObject pod, List<String> annotations) {
        return annotations.stream()
                .filter(pod.annotations()::containsKey)
                .map(annotation -> "annotation " + annotation + " is not supported: " + NO_HOOK)
                .toList();
    }

    /** Every field and annotation known here, as the documentation lists them. */
    static List<String> names() {
        return Stream.of(
                        Stream.of(BACKUP, RESTORE)
                                .flatMap(List::stream)
                                .map(field -> "spec." + String.join(".", field.path())),
                        USUAL_LIMITS.keySet().stream().map(field -> "spec." + field),
                        Stream.of(BACKUP_HOOKS, RESTORE_HOOKS).flatMap(List::stream),
                        Stream.of(CSI_ANNOTATIONS, OLD_SNAPSHOTS).map(prefix -> prefix + "..."))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /**
     * Whether a field of a spec is known here.
     *
     * @param path {@code hooks}
     */
    static boolean knows(VeleroKind<?> kind, String path) {
        List<Field> fields = kind == VeleroKind.BACKUP ? BACKUP : kind == VeleroKind.RESTORE ? RESTORE : List.of();
        return WITHOUT_CONSEQUENCE.contains(path)
                || USUAL_LIMITS.containsKey(path)
                || fields.stream().anyMatch(known -> (String.join(".", known.path()) + ".").startsWith(path + "."));
    }
}
