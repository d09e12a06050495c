package io.goleta.core.plugin;

import io.goleta.spi.GoDuration;
import java.time.Duration;
import java.util.Arrays;

/** A call of a plugin got no answer in time and was given up. The stack trace is that of its thread. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(Duration limit, StackTraceElement[] place) {
        super("no answer in " + GoDuration.format(limit) + ", given up" + at(place));
        setStackTrace(place);
    }

    private NoAnswerException(String message) {
        super(message);
    }

    /** The call was not made, because the same object left too many others without an answer. */
    static NoAnswerException ofEarlierCalls() {
        return new NoAnswerException("no answer to earlier calls, which still hang, and was not called again");
    }

    private static String at(StackTraceElement[] place) {
        return Arrays.stream(place)
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().startsWith("sun."))
                .findFirst()
                .map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
