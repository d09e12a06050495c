package io.goleta.core.itemaction;

import io.goleta.core.api.UnsupportedRequests;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Frees a pod of what the old cluster gave it: its node, its numeric priority and the volume with the service account's generated token,
 * in whose place admission adds one for the new account. Its priority class comes along.
 */
final class PodAction implements RestoreItemAction {
    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final List<String> CONTAINERS = List.of("containers", "initContainers");
    private static final GroupResource PRIORITY_CLASSES = new GroupResource("scheduling.k8s.io", "priorityclasses");

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        KubernetesObject pod = item.without("spec", "nodeName")
                .without("spec", "priority")
                // Containers added for debugging cannot be part of a new pod.
                .without("spec", "ephemeralContainers");
        Set<String> tokens = tokens(item);
        pod = withoutNamed(pod, tokens, "spec", "volumes");
        for (String containers : CONTAINERS) {
            for (int i = 0; i < pod.list("spec", containers).size(); i++) {
                pod = withoutNamed(pod, tokens, "spec", containers, "" + i, "volumeMounts");
            }
        }
        RestoreItemResult result = RestoreItemResult.of(pod);
        for (String warning : UnsupportedRequests.ofPodInRestore(pod)) {
            result = result.withWarning(warning);
        }
        Optional<String> priorityClass = pod.string("spec", "priorityClassName").filter(name -> !isBuiltIn(name));
        return priorityClass.isPresent()
                ? result.withAdditionalItem(new ItemId(PRIORITY_CLASSES, null, priorityClass.get()))
                : result;
    }

    /** Every cluster has these two, and a backup rarely. */
    private static boolean isBuiltIn(String priorityClass) {
        return priorityClass.isEmpty() || priorityClass.startsWith("system-");
    }

    /** The volumes of a generated secret that is mounted where admission mounts tokens; a user's own volumes may be called alike. */
    private static Set<String> tokens(KubernetesObject pod) {
        String account = pod.string("spec", "serviceAccountName").orElse("");
        Set<String> mounted = CONTAINERS.stream()
                .flatMap(containers -> pod.maps("spec", containers).stream())
                .flatMap(container -> KubernetesObject.of(container).maps("volumeMounts").stream())
                .filter(mount -> TOKEN_FOLDER.equals(mount.get("mountPath")))
                .map(mount -> String.valueOf(mount.get("name")))
                .collect(Collectors.toSet());
        return pod.maps("spec", "volumes").stream()
                .map(KubernetesObject::of)
                .filter(volume -> volume.string("secret", "secretName")
                        .filter(secret -> GeneratedToken.isNamed(secret, account))
                        .isPresent())
                .flatMap(volume -> volume.string("name").stream())
                .filter(mounted::contains)
                .collect(Collectors.toSet());
    }

    private static KubernetesObject withoutNamed(KubernetesObject pod, Set<String> names, String... path) {
        List<Map<String, Object>> all = pod.maps(path);
        List<Map<String, Object>> kept = all.stream()
                .filter(entry -> !names.contains(String.valueOf(entry.get("name"))))
                .toList();
        return kept.size() == all.size() ? pod : pod.with(kept, path);
    }
}
