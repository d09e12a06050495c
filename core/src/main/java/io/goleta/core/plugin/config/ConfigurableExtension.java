package io.goleta.core.plugin.config;

import io.goleta.spi.Configurable;

/**
 * An extension that a ConfigMap configures.
 *
 * @param name as in the label {@code <name>: <kind>}
 * @param kind the label's value
 */
public record ConfigurableExtension(String name, String kind, Configurable reader) {
    /** The label of its ConfigMap. */
    public ConfigLabel label() {
        return new ConfigLabel(name, kind);
    }
}
