package io.goleta.spi;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the host provides to a plugin for one purpose (one backup, one restore, one storage location). Thread-safe.
 */
public interface PluginContext {

    /** The clock to use for the current time, so that tests can set it. */
    Clock clock();

    /** The plugin's own folder for temporary files; it exists, is writable, and may be empty again after a restart. */
    Path workDirectory();

    /** Reads the cluster that is being backed up or restored. */
    ClusterReader cluster();

    /** The namespace Goleta itself lives in, {@code velero} unless chosen otherwise. */
    String namespace();

    /**
     * The value of an environment variable of this process, or null when it is not set. Use this instead of
     * {@link System#getenv(String)}, so that tests can set variables. Not a security boundary: a plugin runs in the host's
     * process, so no variable is hidden here that it could not read anyway.
     */
    @Nullable
    String environment(String name);
}
