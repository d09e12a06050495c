package io.goleta.server.nodeagent;

import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.spi.PluginConfig;

/**
 * What the ConfigMap labelled {@code velero.io/node-agent: NodeAgent} tells the agents.
 *
 * @param volumesAtOnce how many volumes of a node move at the same time
 */
public record AgentSettings(int volumesAtOnce) {
    /** The label's two parts. */
    public static final String NAME = "velero.io/node-agent";

    /** The label's two parts. */
    public static final String KIND = "NodeAgent";

    /** What holds unless flag and ConfigMap say otherwise. */
    private static final int VOLUMES_AT_ONCE = 4;

    private static final int MOST_VOLUMES_AT_ONCE = 64;

    /** How the report of what can be configured reads them. */
    public static ConfigurableExtension extension() {
        return new ConfigurableExtension(NAME, KIND, (config, context) -> {
            read(config, VOLUMES_AT_ONCE);
            return config.problems();
        });
    }

    /** Invalid values take their defaults; the config knows them. */
    public static AgentSettings read(PluginConfig config, int volumesAtOnce) {
        return new AgentSettings(config.integer("volumesAtOnce", volumesAtOnce, 1, MOST_VOLUMES_AT_ONCE));
    }
}
