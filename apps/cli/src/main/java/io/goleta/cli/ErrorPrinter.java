package io.goleta.cli;

import io.goleta.cli.command.ExitCodes;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors as one line. */
final class ErrorPrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final PrintStream err;

    ErrorPrinter(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e instanceof UnmatchedArgumentException unknown
                ? UnknownArgument.message(unknown)
                : String.valueOf(e.getMessage());
        err.println("An error occurred: " + oneLine(message));
        err.println("Run `" + command + " --help` for usage.");
        return ExitCodes.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (e instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        boolean expected = e instanceof GoletaException || e instanceof IOException;
        err.println("An error occurred: " + oneLine(expected ? String.valueOf(e.getMessage()) : e.toString()));
        if (!expected) {
            e.printStackTrace(err);
        }
        return ExitCodes.ERROR;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    }
}
