package io.goleta.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** A command that only has subcommands. Without one it prints its help. */
public final class Group {
    private final String name;
    private final CommandLine commandLine;

    /** A group without subcommands. */
    public Group(String name, String description) {
        this.name = name;
        CommandSpec spec = CommandSpec.create();
        commandLine = new CommandLine(spec);
        spec.usageMessage().description(description);
        spec.usageMessage().abbreviateSynopsis(true);
    }

    /** Adds a subcommand and returns this group. */
    public Group add(String child, String description, Object command, String... aliases) {
        addCommand(commandLine, child, description, command, aliases);
        return this;
    }

    /** Adds a group as a subcommand and returns this group. */
    public Group add(String child, Group group) {
        commandLine.addSubcommand(child, group.commandLine);
        return this;
    }

    /** Makes this group a subcommand of {@code parent}. */
    public void addTo(CommandLine parent) {
        parent.addSubcommand(name, commandLine);
    }

    /** Makes {@code command} a subcommand of {@code parent}. */
    public static void addCommand(
            CommandLine parent, String name, String description, Object command, String... aliases) {
        CommandLine child = new CommandLine(command);
        letBooleansTakeValues(child.getCommandSpec());
        UsageMessageSpec usage = child.getCommandSpec().usageMessage();
        usage.description(description);
        usage.abbreviateSynopsis(true);
        parent.addSubcommand(name, child, aliases);
    }

    /** An execution strategy: prints the help of a group without a subcommand, and runs everything else. */
    public static int helpOrRun(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        boolean group = !command.getSubcommands().isEmpty();
        if (group && !last.isUsageHelpRequested()) {
            command.usage(command.getOut());
            return command.getCommandSpec().exitCodeOnUsageHelp();
        }
        return new RunLast().execute(parsed);
    }

    /** As with Velero's own flags, {@code --wait} and {@code --wait=true} are the same. */
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
