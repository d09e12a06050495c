package io.goleta.core.itemaction;

import io.goleta.core.api.UnsupportedRequests;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/** Adds the persistent volume claims and the priority class of a pod. */
final class PodBackupAction implements BackupItemAction {
    private static final GroupResource PRIORITY_CLASSES = new GroupResource("scheduling.k8s.io", "priorityclasses");

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources(GroupResource.PODS.toString());
    }

    @Override
    public BackupItemResult execute(KubernetesObject pod) {
        BackupItemResult result = BackupItemResult.of(pod);
        String priorityClass = pod.string("spec", "priorityClassName").orElse("");
        if (!priorityClass.isEmpty()) {
            result = result.withAdditionalItem(new ItemId(PRIORITY_CLASSES, null, priorityClass));
        }
        for (Map<String, Object> volume : pod.maps("spec", "volumes")) {
            if (volume.get("persistentVolumeClaim") instanceof Map<?, ?> source
                    && source.get("claimName") instanceof String claim) {
                result = result.withAdditionalItem(
                        new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), claim));
            }
        }
        for (String warning : UnsupportedRequests.ofPodInBackup(pod)) {
            result = result.withWarning(warning);
        }
        return result;
    }
}
