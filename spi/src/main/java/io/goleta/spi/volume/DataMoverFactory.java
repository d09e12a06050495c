package io.goleta.spi.volume;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import org.pf4j.ExtensionPoint;

/**
 * Creates a {@link DataMover} for each repository: one for the volumes of a namespace in a storage location. The name of the
 * data mover is kept with every volume that it backed up, and leads restore, deletion and maintenance back to it; while no
 * plugin offers the name, its volumes cannot be restored or deleted. Implementations carry {@code @Extension} and are stateless.
 */
public interface DataMoverFactory extends ExtensionPoint {

    /**
     * The name that {@link io.goleta.spi.action.VolumeDecision.BackUp} uses, with the domain of its vendor: {@code
     * example.com/copy}. It must never change.
     */
    String name();

    /**
     * Does not touch the repository.
     *
     * @param config the data of the ConfigMap labelled {@code velero.io/plugin-config} and {@code <name>: DataMover}
     * @throws GoletaException USER for a bad configuration, or when a program it needs is missing or too old
     */
    DataMover create(Repository repository, PluginConfig config, PluginContext context);
}
