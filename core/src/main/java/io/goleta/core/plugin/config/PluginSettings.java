package io.goleta.core.plugin.config;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the labelled ConfigMap of a plugin. Thread-safe; each call asks the API server. */
public final class PluginSettings {
    private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");

    private static final String RESTIC = "velero.io/restic";
    private static final String RESTIC_SINCE_1_10 = "velero.io/pod-volume-restore";

    private final ClusterReader cluster;
    private final String namespace;

    /**
     * @param namespace Goleta's own
     */
    public PluginSettings(ClusterReader cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * The data of the one ConfigMap labelled {@code velero.io/plugin-config} and {@code <plugin>: <kind>}; without keys when
     * there is none. A plugin whose name changed in newer versions of Velero is found by either name.
     *
     * @throws GoletaException USER when there are several, naming them; CLUSTER when the API server is unreachable
     */
    public PluginConfig of(String plugin, String kind) {
        Map<String, KubernetesObject> found = new TreeMap<>();
        for (String selector : selectors(plugin, kind)) {
            cluster.list(CONFIG_MAPS, namespace, selector).forEach(map -> found.put(map.name(), map));
        }
        if (found.size() > 1) {
            throw new GoletaException(
                    Fault.USER,
                    "found more than one ConfigMap matching label selector \""
                            + String.join("\" or \"", selectors(plugin, kind)) + "\": ["
                            + String.join(" ", found.keySet())
                            + "]; remove the label from all but one in namespace " + namespace);
        }
        return found.values().stream()
                .findFirst()
                .map(map -> config(namespace, map))
                .orElseGet(PluginConfig::empty);
    }

    /** The settings in one ConfigMap, independent of its labels. */
    static PluginConfig config(String namespace, KubernetesObject map) {
        return PluginConfigs.of("ConfigMap " + namespace + "/" + map.name(), map.strings("data"));
    }

    /** Goleta's own namespace, in which ConfigMaps are looked for. */
    String namespace() {
        return namespace;
    }

    /** The labels by which a plugin's ConfigMap is known, {@code <plugin>: <kind>}, the plugin's own name first. */
    static List<String> labels(String plugin, String kind) {
        boolean isRenamed = plugin.equals(RESTIC) && kind.equals("RestoreItemAction");
        return isRenamed ? List.of(plugin, RESTIC_SINCE_1_10) : List.of(plugin);
    }

    private static List<String> selectors(String plugin, String kind) {
        return labels(plugin, kind).stream()
                .map(label -> VeleroApi.PLUGIN_CONFIG + "," + label + "=" + kind)
                .toList();
    }
}
