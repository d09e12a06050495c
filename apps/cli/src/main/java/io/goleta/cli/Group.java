package io.goleta.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
        letBooleansTakeValues(child.getCommandSpec());
        UsageMessageSpec usage = child.getCommandSpec().usageMessage();
        usage.description(description);
        usage.abbreviateSynopsis(true);
        parent.addSubcommand(name, child, aliases);
    }

    /** As Velero's own flags do: {@code --wait} and {@code --wait=true} are the same. */
    private static void letBooleansTakeValues(CommandSpec spec) {
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (option.type() == boolean.class || option.type() == Boolean.class) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("true|false")
                        .build());
            }
        }
    }
}
