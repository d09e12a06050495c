package io.goleta.core.itemaction;

import io.goleta.spi.PluginConfig;
import java.util.List;
import java.util.Optional;

/** Old names to new ones, as users write them into a ConfigMap: every key is an old name. Thread-safe. */
final class NameMapping {
    private final List<PluginConfig> sources;

    /** A name is looked for in the first source, then in the next. */
    NameMapping(PluginConfig... sources) {
        this.sources = List.of(sources);
    }

    /** The new name; empty when the name stays. */
    synchronized Optional<String> of(String name) {
        return sources.stream()
                .map(source -> source.string(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
