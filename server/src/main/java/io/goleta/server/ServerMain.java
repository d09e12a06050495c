package io.goleta.server;

import io.goleta.spi.error.GoletaException;
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

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) {
        // Guice generates classes with an API that newer JDKs warn about unless told to use class loaders.
        System.setProperty("guice_custom_class_loading", "CHILD");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(new CommandLine(new ServerMain())
                .setExecutionExceptionHandler(ServerMain::explain)
                .execute(arguments));
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof GoletaException) {
            command.getErr().println("An error occurred: " + e.getMessage());
            return 1;
        }
        throw e;
    }
}
