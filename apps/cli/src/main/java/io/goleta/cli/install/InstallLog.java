package io.goleta.cli.install;

import java.io.PrintStream;

/** What is going on, said when it is and not when a buffer is full. */
final class InstallLog {
    private final PrintStream out;
    private String state = "";

    InstallLog(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Says what is being waited for, indented, unless that was said last. */
    void waitsFor(String what) {
        if (!what.isEmpty() && !what.equals(state)) {
            say("  " + what);
            state = what;
        }
    }

    /** What was being waited for last; empty when nobody knew. */
    String state() {
        return state;
    }
}
