package io.goleta.server.nodeagent;

import io.goleta.spi.error.GoletaException;

/** Which failures end a move, and which only postpone it. */
final class Failures {
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
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Whether a new attempt may succeed. */
    static boolean isRetryable(RuntimeException e) {
        return e instanceof GoletaException known && known.isRetryable();
    }
}
