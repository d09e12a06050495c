package io.goleta.core.itemaction;

import io.goleta.core.api.UnsupportedRequests;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** Adds the persistent volume of a bound persistent volume claim. */
final class PvBackupAction implements BackupItemAction {

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources(GroupResource.PERSISTENT_VOLUME_CLAIMS.toString());
    }

    @Override
    public BackupItemResult execute(KubernetesObject claim) {
        BackupItemResult result = BackupItemResult.of(claim);
        for (String warning : UnsupportedRequests.ofClaimInBackup(claim)) {
            result = result.withWarning(warning);
        }
        String volume = claim.string("spec", "volumeName").orElse("");
        boolean bound = claim.string("status", "phase").orElse("").equals("Bound");
        return bound && !volume.isEmpty()
                ? result.withAdditionalItem(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, volume))
                : result;
    }
}
