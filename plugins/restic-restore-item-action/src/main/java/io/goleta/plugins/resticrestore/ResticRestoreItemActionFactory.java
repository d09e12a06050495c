package io.goleta.plugins.resticrestore;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemActionFactory;
import org.pf4j.Extension;

/**
 * The extension that users know as {@code velero.io/restic: RestoreItemAction}.
 *
 * <p>A bad value in its ConfigMap does not stop a restore: the default takes its place and the restore gets a warning.
 */
@Extension
public final class ResticRestoreItemActionFactory implements RestoreItemActionFactory {

    @Override
    public String name() {
        return "velero.io/restic";
    }

    @Override
    public RestoreItemAction create(RestoreDetails restore, PluginConfig config, PluginContext context) {
        HelperImage standard = HelperImage.standard(context.environment(HelperImage.VARIABLE));
        return new ResticRestoreItemAction(restore, WaitSettings.of(config, standard));
    }
}
