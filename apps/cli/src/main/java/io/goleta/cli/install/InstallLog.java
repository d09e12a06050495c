package io.goleta.cli.install;

import java.io.PrintStream;

/** Prints each step of an installation at once, without buffering. */
final class InstallLog {
    private final PrintStream out;
    private String state = "";

    InstallLog(PrintStream out) {
        this.out = out;
    }

    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints, indented, what is being waited for, unless it is the same as last time. */
    void waitingFor(String what) {
        if (!what.isEmpty() && !what.equals(state)) {
            print("  " + what);
            state = what;
        }
    }

    /** What was being waited for last; empty when unknown. */
    String state() {
        return state;
    }
}
