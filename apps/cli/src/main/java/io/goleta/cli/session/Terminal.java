package io.goleta.cli.session;

import java.io.BufferedReader;
import java.io.PrintStream;

/**
 * Where a command reads and prints.
 *
 * @param interactive a person looks at {@code out}: lines may be rewritten and coloured
 */
public record Terminal(PrintStream out, PrintStream err, BufferedReader in, boolean interactive) {

    /** Shows what was printed. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
