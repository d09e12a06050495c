package io.goleta.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What happens when a command is named that only holds others. */
final class Groups {
    private Groups() {}

    /** Prints the help of a group that is named alone; runs everything else. */
    static int helpOrRun(ParseResult parsed) {
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
}
