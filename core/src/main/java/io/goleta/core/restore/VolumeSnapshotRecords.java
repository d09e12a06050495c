package io.goleta.core.restore;

import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The volumes of which Velero made snapshots in a storage system. They cannot be restored here, so their data is missing. */
final class VolumeSnapshotRecords {
    private final Map<String, String> byVolume = new HashMap<>();
    private final Map<String, String> byClaim = new HashMap<>();

    private VolumeSnapshotRecords() {}

    static VolumeSnapshotRecords of(BackupCatalog catalog, String backup) {
        VolumeSnapshotRecords records = new VolumeSnapshotRecords();
        catalog.nativeSnapshots(backup)
                .forEach(snapshot -> snapshot.string("spec", "persistentVolumeName")
                        .ifPresent(volume -> records.byVolume.put(
                                volume,
                                "the native snapshot "
                                        + snapshot.string("status", "providerSnapshotID")
                                                .orElse("of volume " + volume))));
        catalog.csiSnapshots(backup)
                .forEach(snapshot -> snapshot.string("spec", "source", "persistentVolumeClaimName")
                        .ifPresent(claim -> records.byClaim.put(
                                key(snapshot.namespace(), claim), "the CSI VolumeSnapshot " + snapshot.name())));
        return records;
    }

    /** Why the data of a claim in the backup is not restored, to be read after "because"; empty when there is no snapshot of it. */
    Optional<String> of(KubernetesObject claim) {
        String volume = claim.string("spec", "volumeName").orElse("");
        return Optional.ofNullable(byVolume.get(volume))
                .or(() -> Optional.ofNullable(byClaim.get(key(claim.namespace(), claim.name()))))
                .map(snapshot -> "its data is in " + snapshot + ", and snapshots are not restored");
    }

    private static String key(@Nullable String namespace, String name) {
        return Objects.requireNonNullElse(namespace, "") + "/" + name;
    }
}
