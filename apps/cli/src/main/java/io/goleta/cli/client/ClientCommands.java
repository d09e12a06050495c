package io.goleta.cli.client;

import io.goleta.cli.command.Group;
import io.goleta.cli.session.Session;

/** The commands for the settings of the command line itself. */
public record ClientCommands(Session session) {
    /** {@code velero client}. */
    public Group group() {
        return new Group("client", "Settings of this command.")
                .add(
                        "config",
                        new Group("config", "Settings in ~/.config/velero/config.json.")
                                .add("get", "Show settings.", new ConfigGetCommand(session))
                                .add("set", "Change settings.", new ConfigSetCommand(session)));
    }
}
