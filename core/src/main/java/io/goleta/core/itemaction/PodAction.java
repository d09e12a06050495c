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

/**
 * Frees a pod of what the old cluster gave it: its node, its numeric priority and the volumes with the service account's token, which
 * admission adds again for the new one. Its priority class comes along.
 */
final class PodAction implements RestoreItemAction {
    private static final GroupResource PRIORITY_CLASSES = new GroupResource("scheduling.k8s.io", "priorityclasses");

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        String token = item.string("spec", "serviceAccountName").orElse("") + "-token-";
        KubernetesObject pod = item.without("spec", "nodeName")
                .without("spec", "priority")
                // Containers added for debugging cannot be part of a new pod.
                .without("spec", "ephemeralContainers");
        pod = withoutNamed(pod, token, "spec", "volumes");
        for (String containers : List.of("containers", "initContainers")) {
            for (int i = 0; i < pod.list("spec", containers).size(); i++) {
                pod = withoutNamed(pod, token, "spec", containers, "" + i, "volumeMounts");
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

    private static KubernetesObject withoutNamed(KubernetesObject pod, String prefix, String... path) {
        List<Map<String, Object>> all = pod.maps(path);
        List<Map<String, Object>> kept = all.stream()
                .filter(entry -> !(entry.get("name") instanceof String name && name.startsWith(prefix)))
                .toList();
        return kept.size() == all.size() ? pod : pod.with(kept, path);
    }
}
