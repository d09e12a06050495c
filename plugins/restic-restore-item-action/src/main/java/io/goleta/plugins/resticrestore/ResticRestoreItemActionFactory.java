package io.goleta.plugins.resticrestore;

import io.goleta.spi.Configurable;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemActionFactory;
import java.util.List;
import org.pf4j.Extension;

/**
 * The extension that users know as {@code velero.io/restic: RestoreItemAction}.
 *
 * <p>A bad value in its ConfigMap does not stop a restore: the default takes its place and the restore gets a warning.
 */
@Extension
public final class ResticRestoreItemActionFactory implements RestoreItemActionFactory, Configurable {

    @Override
    public String name() {
        return "velero.io/restic";
    }

    @Override
    public List<String> read(PluginConfig config, PluginContext context) {
        return settings(config, context).warnings();
    }

    @Override
    public RestoreItemAction create(RestoreDetails restore, PluginConfig config, PluginContext context) {
        return new ResticRestoreItemAction(restore, settings(config, context));
    }

    private static WaitSettings settings(PluginConfig config, PluginContext context) {
        return WaitSettings.of(config, HelperImage.standard(context.environment(HelperImage.VARIABLE)));
    }
}
