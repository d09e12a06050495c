package io.goleta.spi;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the host lends to a plugin for one purpose (one backup, one restore, one storage location). Thread-safe.
 */
public interface PluginContext {

    /** The clock to ask for the time, so that tests can turn it. */
    Clock clock();

    /** The plugin's own folder for temporary files; exists, is writable, and may be emptied when the process restarts. */
    Path workDirectory();

    /** Reads the cluster that is being backed up or restored. */
    ClusterReader cluster();

    /** The namespace Goleta itself lives in, {@code velero} unless chosen otherwise. */
    String namespace();

    /**
     * The value of an environment variable of this process, or null when it is not set. Ask here instead of
     * {@link System#getenv(String)}.
     */
    @Nullable
    String environment(String name);
}
