package io.goleta.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts {@code velero server} or {@code velero restic server}. */
@Command(
        name = "velero",
        subcommands = {ServerCommand.class, ServerMain.Restic.class},
        synopsisSubcommandLabel = "COMMAND")
public final class ServerMain {
    private ServerMain() {}

    /** Velero's name for the node agent's group of commands. */
    @Command(
            name = "restic",
            aliases = "node-agent",
            subcommands = AgentCommand.class,
            synopsisSubcommandLabel = "COMMAND")
    static final class Restic {}

    /** Runs until the process is shut down. */
    public static void main(String[] arguments) {
        // Guice generates classes with an API that newer JDKs warn about, unless it uses class loaders.
        System.setProperty("guice_custom_class_loading", "CHILD");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new ServerMain())
                .setExecutionExceptionHandler(StartErrors::ofExecution)
                .setParameterExceptionHandler(StartErrors::ofParameters);
        takeIgnoredOptions(line);
        return line;
    }

    private static void takeIgnoredOptions(CommandLine line) {
        Object command = line.getCommand();
        switch (command) {
            case ServerCommand server -> IgnoredOptions.addTo(line.getCommandSpec());
            case AgentCommand agent -> IgnoredOptions.addToAgent(line.getCommandSpec());
            default ->
                line.getSubcommands().values().stream()
                        .distinct() // a command is listed under its aliases as well
                        .forEach(ServerMain::takeIgnoredOptions);
        }
    }
}
