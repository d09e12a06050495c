package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/** Adds the claims of a pod. */
final class AddPvcFromPodAction implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        RestoreItemResult result = RestoreItemResult.of(item);
        for (Map<String, Object> volume : item.maps("spec", "volumes")) {
            if (volume.get("persistentVolumeClaim") instanceof Map<?, ?> source
                    && source.get("claimName") instanceof String claim) {
                result = result.withAdditionalItem(
                        new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, item.namespace(), claim));
            }
        }
        return result;
    }
}
