package io.goleta.cli.wait;

import io.goleta.cli.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Prints a warning, once, when the server does not react to a request in time. */
public final class NoServerWarning {
    private static final Duration SERVER_REACTS_WITHIN = Duration.ofSeconds(30);

    private final Session session;
    private final String message;
    private Instant due;

    /** @param message a sentence; a hint where to look is appended */
    public NoServerWarning(Session session, String message) {
        this.session = session;
        this.message = message;
        this.due = session.clock().instant().plus(SERVER_REACTS_WITHIN);
    }

    /** Must be called each time the request is found unanswered. */
    public void unanswered() {
        if (session.clock().instant().isAfter(due)) {
            session.environment()
                    .terminal()
                    .err()
                    .println(message + " Check that the server runs in namespace \"" + session.namespace() + "\".");
            due = Instant.MAX;
        }
    }
}
