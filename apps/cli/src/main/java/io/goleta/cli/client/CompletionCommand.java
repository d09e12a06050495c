package io.goleta.cli.client;

import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code velero completion bash|zsh}. */
public final class CompletionCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "bash|zsh", description = "Your shell.")
    private String shell = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command that prints to this session's terminal. */
    public CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new GoletaException(Fault.USER, "completion supports bash and zsh, not \"" + shell + "\"");
        }
        session.out().print(AutoComplete.bash("velero", spec.root().commandLine()));
    }
}
