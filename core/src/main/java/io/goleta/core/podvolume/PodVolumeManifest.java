package io.goleta.core.podvolume;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a PodVolumeBackup and a PodVolumeRestore have in common, as Velero writes them. Pure. */
final class PodVolumeManifest {
    private PodVolumeManifest() {}

    /**
     * A manifest whose name is the same for the same run, pod and volume, so that a run that is executed again finds finished
     * work.
     *
     * @param run the Backup or Restore, which owns the object and lends it its namespace
     */
    static KubernetesObject of(
            Direction direction, KubernetesObject run, KubernetesObject pod, String volume, Map<String, Object> spec) {
        return of(direction, run, List.of(pod.uid(), volume), spec);
    }

    /**
     * The same for something that is not bound to one pod.
     *
     * @param subject what, together with the run, gives it its name
     */
    static KubernetesObject of(
            Direction direction, KubernetesObject run, List<String> subject, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        String subjects = String.join("/", subject);
        metadata.put("name", DeterministicName.of(run.name(), run.uid(), subjects));
        metadata.put("namespace", text(run, "metadata", "namespace"));
        metadata.put("ownerReferences", List.of(owner(direction, run)));
        return KubernetesObject.of(Map.of("apiVersion", VeleroApi.API_VERSION, "kind", direction.kind))
                .with(metadata, "metadata")
                .withLabel(direction.nameLabel, VeleroApi.labelValue(run.name()))
                .withLabel(direction.uidLabel, run.uid())
                .with(spec, "spec");
    }

    /** {@code spec.pod}. */
    static Map<String, Object> reference(KubernetesObject pod) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("kind", "Pod");
        reference.put("namespace", text(pod, "metadata", "namespace"));
        reference.put("name", pod.name());
        reference.put("uid", pod.uid());
        return reference;
    }

    /** The agent of the node names the file that ends a pod's waiting after the uid of the controlling owner. */
    private static Map<String, Object> owner(Direction direction, KubernetesObject run) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("apiVersion", VeleroApi.API_VERSION);
        owner.put("kind", direction.runKind);
        owner.put("name", run.name());
        owner.put("uid", run.uid());
        owner.put("controller", true);
        return owner;
    }

    private static String text(KubernetesObject object, String... path) {
        return object.string(path).orElse("");
    }
}
