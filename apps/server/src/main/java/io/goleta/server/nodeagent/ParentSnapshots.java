package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.KubernetesObject;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the snapshot that a new one continues. The path of a volume changes with its pod, so the data mover cannot. A parent saves
 * reading files again and never decides what is in the new snapshot, with one exception: {@link Parent#recreated()}.
 */
final class ParentSnapshots {
    private static final Comparator<KubernetesObject> LATEST = Comparator.comparing(
                    (KubernetesObject other) -> text(other, "status", "startTimestamp"))
            .thenComparing(KubernetesObject::name);

    private final ClusterReader cluster;

    ParentSnapshots(ClusterReader cluster) {
        this.cluster = cluster;
    }

    /**
     * The snapshot to continue.
     *
     * @param recreated whether the volume was made anew since then, for a pod with the same images: then a file of the same
     *     size and time of modification is taken for unchanged. Where other images may have put files of the same size and
     *     time there, as reproducible builds do, the data mover is left to its mistrust and reads them
     */
    record Parent(String snapshot, boolean recreated) {}

    /** The latest snapshot of the same claim in the same location, else of the same volume in an earlier pod. */
    Optional<Parent> of(PodVolumeBackup backup) {
        return candidates(backup, VeleroApi.PVC_UID).stream()
                .max(LATEST)
                .map(other -> new Parent(snapshot(other), false))
                .or(() -> ofLineage(backup));
    }

    /** Of several replicas' the one in this pod, else in one of the same name, as a StatefulSet's is, else the latest. */
    private Optional<Parent> ofLineage(PodVolumeBackup backup) {
        PodReference pod = PodReference.of(backup);
        Predicate<KubernetesObject> samePod =
                other -> text(other, "spec", "pod", "uid").equals(pod.uid());
        Comparator<KubernetesObject> nearest = Comparator.<KubernetesObject, Boolean>comparing(samePod::test)
                .thenComparing(other -> text(other, "spec", "pod", "name").equals(pod.name()))
                .thenComparing(LATEST);
        return candidates(backup, VeleroApi.VOLUME_LINEAGE).stream()
                .max(nearest)
                .map(other -> new Parent(snapshot(other), !samePod.test(other) && haveSameImages(backup, other)));
    }

    private List<KubernetesObject> candidates(PodVolumeBackup backup, String label) {
        String value = backup.labels().getOrDefault(label, "");
        if (value.isEmpty()) {
            return List.of();
        }
        String location = Objects.requireNonNullElse(backup.spec().backupStorageLocation(), "");
        String dataMover = UploaderType.dataMover(backup.spec().uploaderType());
        String run = backup.labels().getOrDefault(VeleroApi.BACKUP_UID, "");
        return cluster
                .list(VeleroKind.POD_VOLUME_BACKUP.id(), backup.namespace(), label + "=" + VeleroApi.labelValue(value))
                .stream()
                .filter(other -> text(other, "spec", "backupStorageLocation").equals(location)
                        && UploaderType.dataMover(text(other, "spec", "uploaderType"))
                                .equals(dataMover)
                        && !snapshot(other).isEmpty())
                // Also of those that failed: a snapshot in which files are missing saves reading the others again.
                // Which replica of this very backup is done by now is chance.
                .filter(other -> run.isEmpty() || !run.equals(other.labels().get(VeleroApi.BACKUP_UID)))
                .toList();
    }

    private static boolean haveSameImages(PodVolumeBackup backup, KubernetesObject other) {
        String images = backup.annotations().getOrDefault(VeleroApi.POD_IMAGES, "");
        return !images.isEmpty() && images.equals(other.annotations().get(VeleroApi.POD_IMAGES));
    }

    private static String snapshot(KubernetesObject other) {
        return text(other, "status", "snapshotID");
    }

    private static String text(KubernetesObject object, String... path) {
        return object.string(path).orElse("");
    }
}
