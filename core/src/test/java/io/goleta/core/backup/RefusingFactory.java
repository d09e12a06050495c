package io.goleta.core.backup;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/** A plugin whose ConfigMap is wrong. */
final class RefusingFactory implements BackupItemActionFactory {
    @Override
    public String name() {
        return "example.com/refusing";
    }

    @Override
    public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
        throw new GoletaException(Fault.USER, "imageTag must be a number");
    }
}
