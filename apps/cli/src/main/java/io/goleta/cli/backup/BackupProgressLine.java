package io.goleta.cli.backup;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.cli.wait.ItemProgress;
import io.goleta.cli.wait.ProgressLine;
import io.goleta.cli.wait.VolumeProgress;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;

/** Items and volumes backed up so far. */
public final class BackupProgressLine implements ProgressLine {
    @Override
    public String line(KubernetesObject backup, VeleroObjects velero) {
        String selector = VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup.name());
        return ItemProgress.text(backup, "itemsBackedUp")
                + VolumeProgress.of(velero.list(VeleroKind.POD_VOLUME_BACKUP, selector))
                        .text();
    }
}
