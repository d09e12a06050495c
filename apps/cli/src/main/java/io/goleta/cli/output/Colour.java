package io.goleta.cli.output;

/** Text colours of a terminal. */
public enum Colour {
    NONE(""),
    GREEN("\u001b[32m"),
    RED("\u001b[31m");

    private static final String RESET = "\u001b[0m";

    private final String start;

    Colour(String start) {
        this.start = start;
    }

    String paint(String text) {
        return start.isEmpty() ? text : start + text + RESET;
    }
}
