package io.goleta.core.podvolume;

import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The PodVolumeRestore objects of one restore, as Velero writes them. Pure. */
final class PodVolumeRestores {
    private final KubernetesObject restore;
    private final String location;

    PodVolumeRestores(KubernetesObject restore, String location) {
        this.restore = restore;
        this.location = location;
    }

    /**
     * @param sourceNamespace of the pod in the backup, after which the repository is named
     * @param claimUid of the claim behind the volume, if there is one
     */
    KubernetesObject manifest(
            KubernetesObject pod,
            String sourceNamespace,
            BackedUpVolume volume,
            Optional<String> claimUid,
            String repositoryIdentifier) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("pod", PodVolumeManifest.reference(pod));
        spec.put("volume", volume.volume());
        spec.put("backupStorageLocation", location);
        spec.put("repoIdentifier", repositoryIdentifier);
        spec.put("snapshotID", volume.snapshotId());
        spec.put("sourceNamespace", sourceNamespace);
        spec.put("uploaderType", UploaderType.of(volume.dataMover()));
        KubernetesObject object = PodVolumeManifest.of(Direction.RESTORE, restore, pod, volume.volume(), spec)
                .withLabel(VeleroApi.POD_UID, pod.uid());
        return claimUid.map(uid -> object.withLabel(VeleroApi.PVC_UID, uid)).orElse(object);
    }
}
