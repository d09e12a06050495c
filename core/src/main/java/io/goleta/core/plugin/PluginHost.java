package io.goleta.core.plugin;

import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.spi.volume.DataMoverFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * The plugins of this process. What it hands out is wrapped: each call runs under the plugin's own class loader, and an
 * unexpected exception becomes a {@link io.goleta.spi.error.GoletaException} (PLUGIN) that names the plugin.
 */
public final class PluginHost implements AutoCloseable {

    /**
     * Loads every jar and zip in the folders. One that cannot be used is refused with a reason in {@link #report()} and does
     * not keep the others from loading.
     *
     * @param folders which need not exist
     */
    public static PluginHost load(List<Path> folders) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Every file found, what is in it, and why it was refused if it was. */
    public List<PluginReport> report() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** All factories, in the order of their names. */
    public List<BackupItemActionFactory> backupItemActions() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** All factories, in the order of their names. */
    public List<RestoreItemActionFactory> restoreItemActions() {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The object store of a provider.
     *
     * @param provider as the user wrote it; without a slash {@code velero.io/} is put before it
     * @throws io.goleta.spi.error.GoletaException USER when no plugin offers it, naming those that exist
     */
    public ObjectStoreFactory objectStore(String provider) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * A data mover by name.
     *
     * @throws io.goleta.spi.error.GoletaException USER when no plugin offers it, naming those that exist
     */
    public DataMoverFactory dataMover(String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Unloads all plugins. */
    @Override
    public void close() {}
}
