package io.goleta.server;

import io.goleta.spi.error.GoletaException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What keeps a process from starting, in one line; a stack trace only of what nobody expected, and never the injector's. */
final class StartErrors {
    private static final int USAGE = 2;

    private StartErrors() {}

    static int ofParameters(ParameterException e, String... arguments) {
        print(e.getCommandLine(), String.valueOf(e.getMessage()));
        e.getCommandLine()
                .getErr()
                .println("Run `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help` for usage.");
        return USAGE;
    }

    static int ofExecution(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable reason = reason(e);
        if (reason instanceof GoletaException expected) {
            print(command, expected.getMessage());
        } else {
            print(command, reason.toString());
            reason.printStackTrace(command.getErr());
        }
        return 1;
    }

    /** Guice wraps what goes wrong while it puts the process together, once for each object that needs another. */
    private static Throwable reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GoletaException) {
                return cause;
            }
        }
        Throwable reason = e;
        while (reason.getClass().getName().startsWith("com.google.inject.") && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    private static void print(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println("An error occurred: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
