package io.goleta.core.plugin;

import io.goleta.core.kube.Cluster;
import io.goleta.spi.PluginConfig;

/** Finds the labelled ConfigMap of a plugin. */
public final class PluginSettings {

    /**
     * @param namespace Goleta's own
     */
    public PluginSettings(Cluster cluster, String namespace) {}

    /**
     * The data of the one ConfigMap labelled {@code velero.io/plugin-config} and {@code <plugin>: <kind>}; without keys when
     * there is none.
     *
     * @throws io.goleta.spi.error.GoletaException USER when there are several, naming them
     */
    public PluginConfig of(String plugin, String kind) {
        throw new UnsupportedOperationException("not written yet");
    }
}
