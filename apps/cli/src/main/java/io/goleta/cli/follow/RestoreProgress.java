package io.goleta.cli.follow;

import io.goleta.cli.session.VeleroKind;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;

/** Items and volumes restored so far. */
public final class RestoreProgress implements ProgressView {
    @Override
    public String line(KubernetesObject restore, VeleroObjects velero) {
        String selector = VeleroApi.RESTORE_NAME + "=" + VeleroApi.labelValue(restore.name());
        return Items.text(restore, "itemsRestored")
                + VolumeProgress.of(velero.list(VeleroKind.POD_VOLUME_RESTORE, selector))
                        .text();
    }
}
