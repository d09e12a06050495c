package io.goleta.core.plugin.config;

import io.goleta.spi.item.KubernetesObject;

/**
 * The label {@code <name>: <kind>} by which an extension knows its ConfigMap.
 *
 * @param name {@code example.com/redact}
 * @param kind {@code BackupItemAction}
 */
public record ConfigLabel(String name, String kind) {
    boolean isOn(KubernetesObject map) {
        return PluginSettings.labels(name, kind).stream()
                .anyMatch(label -> kind.equals(map.labels().get(label)));
    }

    @Override
    public String toString() {
        return name + ": " + kind;
    }
}
