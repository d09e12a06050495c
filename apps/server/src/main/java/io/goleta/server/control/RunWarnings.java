package io.goleta.server.control;

import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.server.controller.StatusText;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;

/** What every run of this server has to say about it: it goes on without plugins that somebody wanted. */
public final class RunWarnings {
    private final Supplier<List<PluginReport>> plugins;

    @Inject
    public RunWarnings(Supplier<List<PluginReport>> plugins) {
        this.plugins = plugins;
    }

    /** A sentence for each. */
    List<String> all() {
        return plugins.get().stream()
                .flatMap(plugin -> plugin.refused().stream()
                        .map(reason -> "plugin " + plugin.id() + " (" + plugin.file()
                                + ") was rejected, and this run goes on without it: " + reason))
                .map(StatusText::bounded)
                .toList();
    }
}
