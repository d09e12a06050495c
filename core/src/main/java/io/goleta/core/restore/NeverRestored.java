package io.goleta.core.restore;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.Set;

/** What no restore brings back, whatever it is asked for. Pure. */
final class NeverRestored {
    private static final String MIRROR_POD = "kubernetes.io/config.mirror";

    private static final Set<String> RESOURCES = Set.of(
            "nodes",
            "events",
            "events.events.k8s.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            // Made when the first object goes into them.
            "namespaces");

    /**
     * What Velero and Goleta do, rather than how they are set up. Brought back, it would be done again: backups deleted, volumes
     * overwritten.
     */
    private static final Set<String> RUNTIME = Set.of(
            "backups",
            "restores",
            "resticrepositories",
            "backuprepositories",
            "podvolumebackups",
            "podvolumerestores",
            "deletebackuprequests",
            "downloadrequests",
            "serverstatusrequests",
            "datauploads",
            "datadownloads");

    private NeverRestored() {}

    static boolean isKind(GroupResource resource) {
        return RESOURCES.contains(resource.toString())
                || resource.group().equals(VeleroApi.GROUP) && RUNTIME.contains(resource.resource());
    }

    /** Why this object is not restored; empty when it is. */
    static Optional<String> reason(KubernetesObject object) {
        return switch (object.kind()) {
            case "Pod" -> ofPod(object);
            case "Job" -> object.get("status", "completionTime").map(time -> "the job was completed");
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofPod(KubernetesObject pod) {
        if (!pod.annotations().getOrDefault(MIRROR_POD, "").isEmpty()) {
            return Optional.of("it mirrors a static pod of a node");
        }
        String phase = pod.string("status", "phase").orElse("");
        return phase.equals("Succeeded") || phase.equals("Failed")
                ? Optional.of("the pod had ended")
                : Optional.empty();
    }
}
