package io.goleta.cli.wait;

import io.goleta.cli.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Complains, once, when nobody takes up in time what was asked for. */
public final class NoServerWarning {
    private static final Duration SERVER_REACTS_WITHIN = Duration.ofSeconds(30);

    private final Session session;
    private final String complaint;
    private Instant due;

    /** @param complaint a sentence; where to look is added to it */
    public NoServerWarning(Session session, String complaint) {
        this.session = session;
        this.complaint = complaint;
        this.due = session.clock().instant().plus(SERVER_REACTS_WITHIN);
    }

    /** To be called whenever it was seen that nobody has taken it up yet. */
    public void still() {
        if (session.clock().instant().isAfter(due)) {
            session.environment()
                    .terminal()
                    .err()
                    .println(complaint + " Check that the server runs in namespace \"" + session.namespace() + "\".");
            due = Instant.MAX;
        }
    }
}
