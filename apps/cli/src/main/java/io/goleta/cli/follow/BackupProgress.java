package io.goleta.cli.follow;

import io.goleta.cli.session.VeleroKind;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;

/** Items and volumes backed up so far. */
public final class BackupProgress implements ProgressView {
    @Override
    public String line(KubernetesObject backup, VeleroObjects velero) {
        String selector = VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup.name());
        return Items.text(backup, "itemsBackedUp")
                + VolumeProgress.of(velero.list(VeleroKind.POD_VOLUME_BACKUP, selector))
                        .text();
    }
}
