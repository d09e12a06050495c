package io.goleta.core.plugin;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The context that this process provides to all plugins: the factories of {@link PluginHost} narrow it for each plugin, with
 * a folder of its own below {@code workDirectory}.
 *
 * @param workDirectory need not exist
 * @param namespace Goleta's own
 * @param variables the environment of the process, as {@code main} found it
 */
public record HostPluginContext(
        Clock clock, Path workDirectory, ClusterReader cluster, String namespace, Map<String, String> variables)
        implements PluginContext {

    public HostPluginContext {
        variables = Map.copyOf(variables);
    }

    @Override
    public @Nullable String environment(String name) {
        return variables.get(name);
    }

    /** Without the variables: they may hold credentials. */
    @Override
    public String toString() {
        return "HostPluginContext[" + namespace + ", " + workDirectory + "]";
    }
}
