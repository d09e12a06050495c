package io.goleta.cli.plugin;

import io.goleta.cli.command.Group;
import io.goleta.cli.session.Session;

/** The commands for the server's plugins. */
public record PluginCommands(Session session) {
    /** {@code velero plugin}. */
    public Group group() {
        return new Group("plugin", "Work with plugins.")
                .add("get", "List the plugins of the server.", get())
                .add("config", config());
    }

    /** {@code velero plugin get}. */
    public PluginGetCommand get() {
        return new PluginGetCommand(session);
    }

    private Group config() {
        return new Group("config", "Work with the ConfigMaps of plugins.")
                .add("get", "Show the settings of plugins and their sources.", new PluginConfigGetCommand(session))
                .add("validate", "Validate a plugin ConfigMap from a file.", new PluginConfigValidateCommand(session));
    }
}
