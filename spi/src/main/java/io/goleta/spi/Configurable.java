package io.goleta.spi;

import java.util.List;

/** A factory that can list the keys of its ConfigMap, and what is invalid in one, without creating anything. */
public interface Configurable {

    /**
     * Reads every key with the config's getters, and does nothing else. Afterwards {@link PluginConfig#settings()} lists what
     * was read.
     *
     * @return what is invalid, one sentence each with key, value and what is allowed; empty when everything is valid
     */
    List<String> read(PluginConfig config, PluginContext context);
}
