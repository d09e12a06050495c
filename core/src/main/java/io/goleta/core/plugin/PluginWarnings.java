package io.goleta.core.plugin;

import io.goleta.core.plugin.config.UnusedConfigMaps;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run has to say about plugins that it goes on without: files that were rejected, and ConfigMaps for which there is no plugin. An
 * action that hides secrets may be among them. Thread-safe.
 */
public final class PluginWarnings {
    private final PluginHost plugins;
    private final UnusedConfigMaps maps;

    public PluginWarnings(PluginHost plugins, UnusedConfigMaps maps) {
        this.plugins = plugins;
        this.maps = maps;
    }

    /** Sentences for the warnings of a backup that begins now. */
    public List<String> ofBackup() {
        return of(ExtensionKind.BACKUP_ITEM_ACTION);
    }

    /** Sentences for the warnings of a restore that begins now. */
    public List<String> ofRestore() {
        return of(ExtensionKind.RESTORE_ITEM_ACTION);
    }

    private List<String> of(ExtensionKind actions) {
        List<String> warnings = new ArrayList<>(plugins.rejections());
        try {
            warnings.addAll(maps.inRunsOf(actions.title()));
        } catch (GoletaException e) {
            warnings.add("cannot look for ConfigMaps without a plugin: " + e.getMessage());
        }
        return warnings;
    }
}
