package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/** Adds the volume of a bound claim: whether the volume is restored must be known before the claim is created. */
final class AddPvFromPvcAction implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("persistentvolumeclaims");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        Optional<String> volume = itemFromBackup.string("spec", "volumeName").filter(name -> !name.isEmpty());
        boolean bound =
                itemFromBackup.string("status", "phase").filter("Bound"::equals).isPresent();
        RestoreItemResult unchanged = RestoreItemResult.of(item);
        return bound && volume.isPresent()
                ? unchanged.withAdditionalItem(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume.get()))
                : unchanged;
    }
}
