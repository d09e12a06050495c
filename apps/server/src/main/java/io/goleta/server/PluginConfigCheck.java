package io.goleta.server;

import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at the start which ConfigMaps of plugins are invalid, and which nobody reads; runs tell it again. */
final class PluginConfigCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(PluginConfigCheck.class);

    private final ConfigurationReport report;

    @Inject
    PluginConfigCheck(ConfigurationReport report) {
        this.report = report;
    }

    void run() {
        try {
            report.current().forEach(PluginConfigCheck::tell);
        } catch (GoletaException e) {
            LOGGER.warn("cannot check the ConfigMaps of plugins: {}", e.getMessage());
        }
    }

    private static void tell(Map<String, Object> entry) {
        for (Object problem : (List<?>) entry.getOrDefault("problems", List.of())) {
            LOGGER.warn("{} ({}: {}): {}", entry.get("source"), entry.get("name"), entry.get("kind"), problem);
        }
    }
}
