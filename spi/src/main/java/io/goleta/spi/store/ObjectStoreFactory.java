package io.goleta.spi.store;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import org.pf4j.ExtensionPoint;

/** Creates an {@link ObjectStore} for each storage location. Implementations carry {@code @Extension} and are stateless. */
public interface ObjectStoreFactory extends ExtensionPoint {

    /**
     * The provider's name as in {@code spec.provider} of a BackupStorageLocation: {@code <your DNS domain>/<name>}. Users
     * may leave out {@code velero.io/}.
     */
    String name();

    /**
     * Creates a store that is bound to its bucket and prefix. Does not connect.
     *
     * @param config {@code spec.config} of the location, plus {@code bucket}, {@code prefix} (without slashes at its ends,
     *     may be empty), {@code caCert} (PEM, only if set) and {@code credentialsFile} (a path, only if set)
     * @throws GoletaException USER for a bad configuration, naming every bad key
     */
    ObjectStore create(PluginConfig config, PluginContext context);
}
