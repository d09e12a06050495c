package io.goleta.plugins.restic;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import java.util.Objects;
import org.pf4j.Extension;

/** Chooses the volumes of pods that restic backs up. */
@Extension
public final class PodVolumesActionFactory implements BackupItemActionFactory {

    @Override
    public String name() {
        return "velero.io/pod-volumes";
    }

    @Override
    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
        config.verify();
        String hostFolders = Objects.requireNonNullElse(context.environment("GOLETA_HOST_PATHS"), "");
        return new PodVolumesAction(
                backup.defaultVolumesToFsBackup(), context.cluster(), AllowedHostPaths.of(hostFolders));
    }
}
