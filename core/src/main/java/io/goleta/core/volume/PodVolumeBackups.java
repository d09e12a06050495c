package io.goleta.core.volume;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PodVolumeBackup objects of one backup, as Velero writes them. Pure. */
final class PodVolumeBackups {
    private static final String RESTIC = "velero.io/restic";

    private final KubernetesObject backup;
    private final String location;

    PodVolumeBackups(KubernetesObject backup, String location) {
        this.backup = backup;
        this.location = location;
    }

    /** The same for the same backup, pod and volume, so that a backup that is executed again finds finished work. */
    String name(KubernetesObject pod, String volume) {
        return DeterministicName.of(backup.name(), backup.uid(), pod.uid(), volume);
    }

    KubernetesObject manifest(
            KubernetesObject pod,
            VolumeDecision.BackUp decision,
            Optional<KubernetesObject> claim,
            String repositoryIdentifier) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("node", pod.string("spec", "nodeName").orElse(""));
        spec.put("pod", reference(pod));
        spec.put("volume", decision.volume());
        spec.put("backupStorageLocation", location);
        spec.put("repoIdentifier", repositoryIdentifier);
        spec.put("uploaderType", uploaderType(decision.dataMover()));
        spec.put("tags", tags(pod, decision.volume(), claim));
        KubernetesObject object = KubernetesObject.of(
                        Map.of("apiVersion", VeleroApi.API_VERSION, "kind", "PodVolumeBackup"))
                .with(metadata(name(pod, decision.volume())), "metadata")
                .with(spec, "spec");
        return claim.map(pvc ->
                        object.withLabel(VeleroApi.PVC_UID, pvc.uid()).withAnnotation(VeleroApi.PVC_NAME, pvc.name()))
                .orElse(object);
    }

    private Map<String, Object> metadata(String name) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("apiVersion", VeleroApi.API_VERSION);
        owner.put("kind", "Backup");
        owner.put("name", backup.name());
        owner.put("uid", backup.uid());
        owner.put("controller", true);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", backup.string("metadata", "namespace").orElse(""));
        metadata.put(
                "labels",
                Map.of(
                        VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.name()),
                        VeleroApi.BACKUP_UID, backup.uid()));
        metadata.put("ownerReferences", List.of(owner));
        return metadata;
    }

    private static Map<String, Object> reference(KubernetesObject pod) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("kind", "Pod");
        reference.put("namespace", pod.string("metadata", "namespace").orElse(""));
        reference.put("name", pod.name());
        reference.put("uid", pod.uid());
        return reference;
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

    /** Velero's word for its own data mover; any other goes by its full name. */
    private static String uploaderType(String dataMover) {
        return dataMover.equals(RESTIC) ? "restic" : dataMover;
    }
}
