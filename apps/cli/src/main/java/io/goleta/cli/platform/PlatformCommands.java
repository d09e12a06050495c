package io.goleta.cli.platform;

import io.goleta.cli.command.Group;
import io.goleta.cli.session.Session;

/** The commands for platforms. */
public record PlatformCommands(Session session) {
    /** {@code velero platform}. */
    public Group group() {
        return new Group("platform", "Work with platform profiles.")
                .add(
                        "detect",
                        "Show the detected platform of the cluster and its requirements.",
                        new PlatformDetectCommand(session))
                .add("get", "List the platform profiles.", new PlatformGetCommand(session));
    }
}
