package io.goleta.core.plugin;

import io.goleta.spi.Configurable;

/**
 * Something with a ConfigMap of its own.
 *
 * @param name as in the label {@code <name>: <kind>}
 * @param kind the label's value
 */
public record ConfigurableExtension(String name, String kind, Configurable reader) {}
