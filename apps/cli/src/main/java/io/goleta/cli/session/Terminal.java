package io.goleta.cli.session;

import java.io.BufferedReader;
import java.io.PrintStream;

/**
 * Input and output of a command.
 *
 * @param interactive whether {@code out} is a terminal: lines may be rewritten and coloured
 */
public record Terminal(PrintStream out, PrintStream err, BufferedReader in, boolean interactive) {

    /** Flushes both streams. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
