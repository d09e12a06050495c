package io.goleta.core.podvolume;

import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.LinkedHashMap;
import java.util.List;
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
     * The files of a claim go into it once, through any pod that mounts it, so its object has the same name for all of them.
     *
     * @param sourceNamespace of the pod in the backup, after which the repository is named
     * @param claim the claim behind the volume, as it is in the cluster
     */
    KubernetesObject manifest(
            KubernetesObject pod,
            String sourceNamespace,
            BackedUpVolume volume,
            Optional<KubernetesObject> claim,
            String repositoryIdentifier) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("pod", PodVolumeManifest.reference(pod));
        spec.put("volume", volume.volume());
        spec.put("backupStorageLocation", location);
        spec.put("repoIdentifier", repositoryIdentifier);
        spec.put("snapshotID", volume.snapshotId());
        spec.put("sourceNamespace", sourceNamespace);
        spec.put("uploaderType", UploaderType.of(volume.dataMover()));
        List<String> ofPod = List.of(pod.uid(), volume.volume());
        // The claim of an ephemeral volume may come later than its pod, to which it belongs anyway.
        List<String> subject = claim.filter(found -> !isEphemeral(pod, volume.volume()))
                .map(found -> List.of("claim", found.uid()))
                .orElse(ofPod);
        KubernetesObject object =
                PodVolumeManifest.of(Direction.RESTORE, restore, subject, spec).withLabel(VeleroApi.POD_UID, pod.uid());
        return claim.map(found -> object.withLabel(VeleroApi.PVC_UID, found.uid()))
                .orElse(object);
    }

    private static boolean isEphemeral(KubernetesObject pod, String volume) {
        return new Pod(pod).volume(volume).filter(PodVolume::isEphemeral).isPresent();
    }
}
