package io.goleta.core.volume;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.item.KubernetesObject;
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
     * Its name is the same for the same restore, pod and volume, so that a restore that is executed again finds finished work.
     *
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
        spec.put("pod", reference(pod));
        spec.put("volume", volume.volume());
        spec.put("backupStorageLocation", location);
        spec.put("repoIdentifier", repositoryIdentifier);
        spec.put("snapshotID", volume.snapshotId());
        spec.put("sourceNamespace", sourceNamespace);
        spec.put("uploaderType", "restic");
        KubernetesObject object = KubernetesObject.of(
                        Map.of("apiVersion", VeleroApi.API_VERSION, "kind", "PodVolumeRestore"))
                .with(metadata(pod, volume.volume()), "metadata")
                .with(spec, "spec");
        return claimUid.map(uid -> object.withLabel(VeleroApi.PVC_UID, uid)).orElse(object);
    }

    private Map<String, Object> metadata(KubernetesObject pod, String volume) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("apiVersion", VeleroApi.API_VERSION);
        owner.put("kind", "Restore");
        owner.put("name", restore.name());
        owner.put("uid", restore.uid());
        // The node's agent names the file that ends the pod's waiting after the uid of the controlling owner.
        owner.put("controller", true);
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put(VeleroApi.RESTORE_NAME, VeleroApi.labelValue(restore.name()));
        labels.put(VeleroApi.RESTORE_UID, restore.uid());
        labels.put(VeleroApi.POD_UID, pod.uid());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", DeterministicName.of(restore.name(), restore.uid(), pod.uid(), volume));
        metadata.put("namespace", restore.string("metadata", "namespace").orElse(""));
        metadata.put("labels", labels);
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
}
