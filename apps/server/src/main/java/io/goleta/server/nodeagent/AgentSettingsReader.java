package io.goleta.server.nodeagent;

import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.spi.PluginConfig;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings from the ConfigMap of node agents, else from flags. */
public final class AgentSettingsReader implements Provider<AgentSettings> {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentSettingsReader.class);

    private final PluginSettings settings;
    private final String node;
    private final int volumesAtOnce;

    @Inject
    AgentSettingsReader(
            PluginSettings settings, @Named("node-name") String node, @Named("volumes-at-once") int volumesAtOnce) {
        this.settings = settings;
        this.node = node;
        this.volumesAtOnce = volumesAtOnce;
    }

    /**
     * @throws io.goleta.spi.error.GoletaException USER for a ConfigMap with values that are invalid
     */
    @Override
    public AgentSettings get() {
        PluginConfig config = settings.of(AgentSettings.NAME, AgentSettings.KIND);
        AgentSettings read = AgentSettings.read(config, volumesAtOnce);
        config.verify();
        LOGGER.info("up to {} volumes at once on node {}", read.volumesAtOnce(), node);
        return read;
    }
}
