package io.goleta.cli.client;

import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code velero help [COMMAND...]}: the same as {@code velero COMMAND... --help}. */
public final class HelpCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command that prints to this session's terminal. */
    public HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            command = command.getSubcommands().get(word);
            if (command == null) {
                throw new GoletaException(Fault.USER, "unknown command \"velero " + String.join(" ", words) + "\"");
            }
        }
        command.usage(session.out());
    }
}
