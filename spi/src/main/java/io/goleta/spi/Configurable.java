package io.goleta.spi;

import java.util.List;

/** A factory that can say which keys its ConfigMap may have, and what is wrong with one, without creating anything. */
public interface Configurable {

    /**
     * Reads every key that there is with the config's getters, and does nothing else. {@link PluginConfig#settings()} tells
     * afterwards what was read.
     *
     * @return what is wrong, one sentence each that names key, value and what is allowed; empty when all is well
     */
    List<String> read(PluginConfig config, PluginContext context);
}
