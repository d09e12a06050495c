package io.goleta.cli.restore;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.cli.wait.ItemProgress;
import io.goleta.cli.wait.ProgressLine;
import io.goleta.cli.wait.VolumeProgress;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;

/** Items and volumes restored so far. */
public final class RestoreProgressLine implements ProgressLine {
    @Override
    public String line(KubernetesObject restore, VeleroObjects velero) {
        String selector = VeleroApi.RESTORE_NAME + "=" + VeleroApi.labelValue(restore.name());
        return ItemProgress.text(restore, "itemsRestored")
                + VolumeProgress.of(velero.list(VeleroKind.POD_VOLUME_RESTORE, selector))
                        .text();
    }
}
