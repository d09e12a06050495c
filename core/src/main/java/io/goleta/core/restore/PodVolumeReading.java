package io.goleta.core.restore;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.Set;

/**
 * What this restore can make of a PodVolumeBackup.
 *
 * @param withClaims false when the restore leaves out claims or volumes: then nothing is written into claims
 * @param dataMovers the names of those that there are: what others wrote cannot be read
 * @param targets which directories of nodes may be written
 */
record PodVolumeReading(boolean withClaims, Set<String> dataMovers, HostPaths targets) {
    /** The data that the backup has of its volume. */
    VolumeData of(KubernetesObject backup, boolean isClaim) {
        if (isClaim && !withClaims) {
            return new VolumeData.Excluded();
        }
        String dataMover =
                UploaderType.dataMover(backup.string("spec", "uploaderType").orElse(""));
        String snapshot = backup.string("status", "snapshotID").orElse("");
        String message = backup.string("status", "message").orElse("");
        Optional<PodVolumePhase> phase = PodVolumePhase.of(backup);
        boolean completed = phase.filter(PodVolumePhase.Completed::equals).isPresent();
        if (!dataMovers.contains(dataMover)) {
            return new VolumeData.Lost(
                    "it was backed up with " + UploaderType.of(dataMover) + ", which cannot be read here");
        }
        Optional<String> refusal = Optional.ofNullable(backup.annotations().get(VeleroApi.HOST_PATH))
                .flatMap(targets::reasonToRefuse);
        if (refusal.isPresent()) {
            return new VolumeData.Lost(refusal.get() + "; its snapshot stays in the backup");
        }
        if (!snapshot.isEmpty()) {
            boolean failed = phase.filter(PodVolumePhase::isFailure).isPresent();
            return new VolumeData.Files(snapshot, dataMover, failed ? orUnknown(message) : "");
        }
        return completed
                ? new VolumeData.Nothing()
                : new VolumeData.Lost("backing up its files failed: " + orUnknown(message));
    }

    private static String orUnknown(String message) {
        return message.isEmpty() ? "the backup does not say why" : message;
    }
}
