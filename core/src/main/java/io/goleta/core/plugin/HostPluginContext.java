package io.goleta.core.plugin;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process lends to plugins. One serves all of them: the factories that {@link PluginHost} hands out give each
 * plugin a folder of its own below {@code workDirectory}.
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
