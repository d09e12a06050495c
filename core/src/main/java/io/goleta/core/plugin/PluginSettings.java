package io.goleta.core.plugin;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.ResourceId;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the labelled ConfigMap of a plugin. Thread-safe; each call asks the API server. */
public final class PluginSettings {
    private static final ResourceId CONFIG_MAPS = new ResourceId("", "configmaps");

    private final ClusterReader cluster;
    private final String namespace;

    /**
     * @param namespace Goleta's own
     */
    public PluginSettings(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * The data of the one ConfigMap labelled {@code velero.io/plugin-config} and {@code <plugin>: <kind>}; without keys when
     * there is none.
     *
     * @throws GoletaException USER when there are several, naming them; CLUSTER when the API server cannot be asked
     */
    public PluginConfig of(String plugin, String kind) {
        String selector = VeleroApi.PLUGIN_CONFIG + "," + plugin + "=" + kind;
        List<KubernetesObject> found = cluster.list(CONFIG_MAPS, namespace, selector);
        if (found.size() > 1) {
            String names = found.stream().map(KubernetesObject::name).sorted().collect(Collectors.joining(" "));
            throw new GoletaException(
                    Fault.USER,
                    "found more than one ConfigMap matching label selector \"" + selector + "\": [" + names
                            + "]; remove the label from all but one in namespace " + namespace);
        }
        return found.stream()
                .findFirst()
                .map(map -> new PluginConfig("ConfigMap " + namespace + "/" + map.name(), map.strings("data")))
                .orElseGet(PluginConfig::empty);
    }
}
