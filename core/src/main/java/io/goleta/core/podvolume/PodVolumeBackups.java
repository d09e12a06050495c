package io.goleta.core.podvolume;

import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The PodVolumeBackup objects of one backup, as Velero writes them. Pure. */
final class PodVolumeBackups {
    private final KubernetesObject backup;
    private final String location;

    PodVolumeBackups(KubernetesObject backup, String location) {
        this.backup = backup;
        this.location = location;
    }

    KubernetesObject manifest(
            KubernetesObject pod,
            VolumeDecision.BackUp decision,
            Optional<KubernetesObject> claim,
            String repositoryIdentifier) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("node", pod.string("spec", "nodeName").orElse(""));
        spec.put("pod", PodVolumeManifest.reference(pod));
        spec.put("volume", decision.volume());
        spec.put("backupStorageLocation", location);
        spec.put("repoIdentifier", repositoryIdentifier);
        spec.put("uploaderType", UploaderType.of(decision.dataMover()));
        spec.put("tags", tags(pod, decision.volume(), claim));
        KubernetesObject object = PodVolumeManifest.of(Direction.BACKUP, backup, pod, decision.volume(), spec);
        return claim.map(pvc ->
                        object.withLabel(VeleroApi.PVC_UID, pvc.uid()).withAnnotation(VeleroApi.PVC_NAME, pvc.name()))
                .orElse(object);
    }

    /** What the data mover stores with the snapshot; Velero and Goleta find snapshots again by them. */
    private Map<String, Object> tags(KubernetesObject pod, String volume, Optional<KubernetesObject> claim) {
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("backup", backup.name());
        tags.put("backup-uid", backup.uid());
        tags.put("pod", pod.name());
        tags.put("pod-uid", pod.uid());
        tags.put("ns", pod.string("metadata", "namespace").orElse(""));
        tags.put("volume", volume);
        claim.ifPresent(pvc -> tags.put("pvc-uid", pvc.uid()));
        return tags;
    }
}
