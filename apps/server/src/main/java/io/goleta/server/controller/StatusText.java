package io.goleta.server.controller;

/** Text that goes into the status of an object or into the log, and may have been written by anybody. */
public final class StatusText {
    private static final int LONGEST = 2_000;

    private StatusText() {}

    /** The text, or its beginning and a note when it is longer than a person would read. */
    public static String bounded(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "... (" + (text.length() - LONGEST) + " more characters)";
    }
}
