package com.example.copymover;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import org.pf4j.Extension;

/** Chooses the volumes that this data mover backs up. */
@Extension
public final class CopyVolumesOnBackup implements BackupItemActionFactory {
    @Override
    public String name() {
        return CopyMoverFactory.NAME;
    }

    @Override
    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
        config.verify();
        return new CopyVolumesAction();
    }
}
