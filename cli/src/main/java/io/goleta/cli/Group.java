package io.goleta.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command that only holds others: alone it prints what there is. */
final class Group {
    private final String name;
    private final CommandLine commandLine;

    Group(String name, String description) {
        this.name = name;
        CommandSpec spec = CommandSpec.create();
        commandLine = new CommandLine(spec);
        spec.usageMessage().description(description);
        spec.usageMessage().abbreviateSynopsis(true);
    }

    Group add(String child, String description, Object command, String... aliases) {
        addCommand(commandLine, child, description, command, aliases);
        return this;
    }

    Group add(String child, Group group) {
        commandLine.addSubcommand(child, group.commandLine);
        return this;
    }

    void addTo(CommandLine parent) {
        parent.addSubcommand(name, commandLine);
    }

    static void addCommand(CommandLine parent, String name, String description, Object command, String... aliases) {
        CommandLine child = new CommandLine(command);
        UsageMessageSpec usage = child.getCommandSpec().usageMessage();
        usage.description(description);
        usage.abbreviateSynopsis(true);
        parent.addSubcommand(name, child, aliases);
    }
}
