package io.goleta.spi.action;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import org.pf4j.ExtensionPoint;

/** Creates a {@link BackupItemAction} for each backup. Implementations carry {@code @Extension} and are stateless. */
public interface BackupItemActionFactory extends ExtensionPoint {

    /** {@code <your DNS domain>/<name>}, for example {@code example.com/redact}; unique among all plugins. */
    String name();

    /**
     * @param config the data of the ConfigMap labelled {@code velero.io/plugin-config} and {@code <name>: BackupItemAction}
     *     in Goleta's namespace; without keys when there is none
     * @throws GoletaException USER for a bad configuration
     */
    BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context);
}
