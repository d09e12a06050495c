package io.goleta.server.nodeagent;

import io.goleta.spi.error.GoletaException;
import org.slf4j.Logger;

/** Which failures end a move, and which only postpone it. */
final class Failures {
    private static final int LONGEST = 4_000;

    private Failures() {}

    /** The sentence for the status of a move that failed; throws what is no reason to give up. */
    static String reason(RuntimeException e, boolean hasBegun) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupted = new InterruptedException("the agent stops");
            interrupted.initCause(e);
            throw interrupted;
        }
        if (!hasBegun && isRetryable(e)) {
            throw e;
        }
        return bounded(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** Whether a new attempt may succeed. */
    static boolean isRetryable(RuntimeException e) {
        return e instanceof GoletaException known && known.isRetryable();
    }

    /** A status or line of a log must not grow with the names that users choose. */
    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Logs why a move failed, with a stack trace for what was not foreseen. */
    static void log(Logger logger, String what, String name, String reason, RuntimeException e) {
        if (e instanceof GoletaException) {
            logger.warn("{} failed: {}: {}", what, name, reason);
            logger.debug("{} failed: {}", what, name, e);
        } else {
            logger.warn("{} failed: {}", what, name, e);
        }
    }
}
