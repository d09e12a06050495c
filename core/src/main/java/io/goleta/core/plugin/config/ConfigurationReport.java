package io.goleta.core.plugin.config;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The keys that ConfigMaps of plugins may have, their values in effect, and what is invalid: for people, as JSON.
 * Thread-safe; each call asks the API server.
 */
public final class ConfigurationReport {
    private final List<ConfigurableExtension> extensions;
    private final PluginSettings settings;
    private final UnusedConfigMaps unused;
    private final PluginContext context;

    public ConfigurationReport(
            List<ConfigurableExtension> extensions,
            PluginSettings settings,
            UnusedConfigMaps unused,
            PluginContext context) {
        this.extensions = List.copyOf(extensions);
        this.unused = unused;
        this.settings = settings;
        this.context = context;
    }

    /**
     * One entry for each extension: {@code name}, {@code kind}, {@code source}, {@code settings} with {@code key},
     * {@code default}, {@code value}, {@code source} and {@code allowed}, and {@code problems}; and one for each ConfigMap that nothing
     * reads, which has only problems.
     */
    public List<Map<String, Object>> current() {
        return Stream.concat(
                        extensions.stream().map(this::current),
                        unused.all().stream().map(ConfigurationReport::entry))
                .toList();
    }

    private static Map<String, Object> entry(UnusedConfigMaps.Unused unused) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", unused.label().name());
        entry.put("kind", unused.label().kind());
        entry.put("source", unused.source());
        entry.put("settings", List.of());
        entry.put("problems", List.of(unused.reason()));
        return entry;
    }

    private Map<String, Object> current(ConfigurableExtension extension) {
        try {
            return entry(extension, settings.of(extension.name(), extension.kind()), List.of());
        } catch (GoletaException e) {
            return entry(extension, PluginConfig.empty(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * The same for the extensions that a ConfigMap configures, as if it were the only one in the cluster.
     *
     * @param map as a user wrote it
     * @param problems receives what is wrong with the ConfigMap as a whole
     */
    public List<Map<String, Object>> of(KubernetesObject map, List<String> problems) {
        String namespace = Objects.requireNonNullElse(map.namespace(), settings.namespace());
        if (!namespace.equals(settings.namespace())) {
            problems.add(
                    "it is for namespace " + namespace + ", but ConfigMaps are looked for in " + settings.namespace());
        }
        if (!map.labels().containsKey(VeleroApi.PLUGIN_CONFIG)) {
            problems.add("without the label " + VeleroApi.PLUGIN_CONFIG + " it has no effect");
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        for (ConfigurableExtension extension : extensions) {
            if (extension.label().isOn(map)) {
                entries.add(entry(extension, PluginSettings.config(namespace, map), others(extension, map)));
            }
        }
        if (entries.isEmpty()) {
            problems.add("no label says which plugin it is for; there is "
                    + String.join(
                            ", ",
                            extensions.stream()
                                    .map(extension -> extension.name() + ": " + extension.kind())
                                    .toList()));
        }
        return entries;
    }

    /** ConfigMaps in the cluster that this one would conflict with. */
    private List<String> others(ConfigurableExtension extension, KubernetesObject map) {
        try {
            String source = settings.of(extension.name(), extension.kind()).source();
            boolean isSame = source.endsWith("/" + map.name())
                    || source.equals(PluginConfig.empty().source());
            return isSame ? List.of() : List.of("there is a different one already, " + source + "; two are an error");
        } catch (GoletaException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> entry(ConfigurableExtension extension, PluginConfig config, List<String> more) {
        List<String> problems = new ArrayList<>(more);
        try {
            problems.addAll(extension.reader().read(config, context));
        } catch (GoletaException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", extension.name());
        entry.put("kind", extension.kind());
        entry.put("source", config.source());
        entry.put(
                "settings",
                config.settings().stream().map(setting -> row(setting, config)).toList());
        entry.put("problems", List.copyOf(problems));
        return entry;
    }

    private static Map<String, Object> row(PluginConfig.Setting setting, PluginConfig config) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("key", setting.key());
        row.put("default", setting.defaultValue());
        row.put("value", setting.value());
        row.put("source", setting.written() ? config.source() : "default");
        row.put("allowed", setting.allowed());
        return row;
    }
}
