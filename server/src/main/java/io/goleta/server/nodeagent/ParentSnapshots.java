package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.KubernetesObject;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the snapshot that a new one continues. The path of a claim's volume changes with the pod, so restic cannot. */
final class ParentSnapshots {
    private final ClusterReader cluster;

    ParentSnapshots(ClusterReader cluster) {
        this.cluster = cluster;
    }

    /** The latest completed snapshot of the same claim in the same location; empty for a volume without a claim. */
    Optional<String> of(PodVolumeBackup backup) {
        String claim = Objects.requireNonNullElse(backup.getMetadata().getLabels(), Map.<String, String>of())
                .getOrDefault(VeleroApi.PVC_UID, "");
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        String location = Objects.requireNonNullElse(backup.getSpec().backupStorageLocation(), "");
        return cluster
                .list(
                        VeleroApi.POD_VOLUME_BACKUPS,
                        backup.getMetadata().getNamespace(),
                        VeleroApi.PVC_UID + "=" + VeleroApi.labelValue(claim))
                .stream()
                .filter(other -> isCompleted(other)
                        && text(other, "spec", "backupStorageLocation").equals(location)
                        && !text(other, "status", "snapshotID").isEmpty())
                .max(Comparator.comparing(other -> text(other, "status", "startTimestamp")))
                .map(other -> text(other, "status", "snapshotID"));
    }

    private static boolean isCompleted(KubernetesObject backup) {
        return text(backup, "status", "phase").equals(PodVolumePhase.Completed.name());
    }

    private static String text(KubernetesObject object, String... path) {
        return object.string(path).orElse("");
    }
}
