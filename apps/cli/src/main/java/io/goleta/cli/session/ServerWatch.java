package io.goleta.cli.session;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, while a command waits for the server, that no server works. An object that does not change proves nothing, because a server
 * may be busy. So the server is asked with a ServerStatusRequest, which every server answers at once.
 *
 * <p>The wait ends when a server that never reacted does not answer for half a minute, which is longer than a standby server takes to
 * become the leader. A server that has reacted before gets longer, because Kubernetes starts it again and it resumes its work.
 */
public final class ServerWatch {
    private static final Duration QUIET_BEFORE_FIRST_QUESTION = Duration.ofSeconds(3);
    private static final Duration QUIET_BEFORE_NEXT_QUESTION = Duration.ofMinutes(1);
    private static final Duration ANSWER_EXPECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(5);

    private final Session session;
    private final String consequence;
    private Instant quietSince;
    private Duration quietBeforeQuestion = QUIET_BEFORE_FIRST_QUESTION;
    private @Nullable Object lastState;
    private @Nullable String request;
    private boolean hasReacted;
    private boolean isWarned;
    private boolean isForbidden;

    /** @param consequence a sentence: what becomes of the request that waits for the server */
    public ServerWatch(Session session, String consequence) {
        this.session = session;
        this.consequence = consequence;
        this.quietSince = session.clock().instant();
    }

    /**
     * Must be called each time the command has looked and has to wait on.
     *
     * @param state equal to the state of the last call as long as the server did nothing
     * @throws GoletaException CLUSTER when no server works
     */
    public void waiting(Object state) {
        Instant now = session.clock().instant();
        if (!state.equals(lastState)) {
            hasReacted |= lastState != null;
            lastState = state;
            alive(now);
        } else if (request != null) {
            awaitAnswer(request, Duration.between(quietSince, now));
        } else if (!isForbidden && now.isAfter(quietSince.plus(quietBeforeQuestion))) {
            ask(now);
        } else if (isForbidden && !hasReacted && now.isAfter(quietSince.plus(LONGEST_SILENCE))) {
            warn("no server has reacted in " + GoDuration.format(LONGEST_SILENCE));
        }
    }

    private void ask(Instant now) {
        try {
            request = ServerStatusQuery.request(session.velero());
            quietSince = now;
        } catch (ApiException e) {
            if (e.isRetryable()) {
                throw e;
            }
            isForbidden = true;
        }
    }

    private void awaitAnswer(String name, Duration silence) {
        VeleroObjects velero = session.velero();
        if (ServerStatusQuery.isAnsweredOrGone(velero, name)) {
            hasReacted = true;
            alive(session.clock().instant());
            return;
        }
        Duration limit = hasReacted ? LONGEST_RESTART : LONGEST_SILENCE;
        if (silence.compareTo(limit) > 0) {
            velero.delete(VeleroKind.SERVER_STATUS_REQUEST, name);
            throw noServer(session, limit, consequence);
        }
        if (silence.compareTo(ANSWER_EXPECTED_WITHIN) > 0) {
            warn("no server answers");
        }
    }

    private void alive(Instant now) {
        quietSince = now;
        request = null;
        isWarned = false;
        quietBeforeQuestion = hasReacted ? QUIET_BEFORE_NEXT_QUESTION : QUIET_BEFORE_FIRST_QUESTION;
    }

    private void warn(String what) {
        if (!isWarned) {
            isWarned = true;
            session.warn(List.of(what + " in namespace \"" + session.namespace() + "\"; still waiting."));
        }
    }

    /**
     * Checks that a server works, for a request that was submitted and that no command waits for.
     *
     * @param consequence a sentence: what becomes of the request when no server works
     * @throws GoletaException CLUSTER when no server answers
     */
    public static void require(Session session, String consequence) {
        ServerWatch watch = new ServerWatch(session, consequence);
        watch.ask(session.clock().instant());
        session.poller().first(() -> watch.isAnswered() ? Optional.of(true) : Optional.empty());
    }

    /** Whether the server has answered the question, or this user may not ask. */
    private boolean isAnswered() {
        if (request != null) {
            awaitAnswer(request, Duration.between(quietSince, session.clock().instant()));
        }
        return request == null;
    }

    private static GoletaException noServer(Session session, Duration silence, String consequence) {
        String namespace = session.namespace();
        return new GoletaException(
                Fault.CLUSTER,
                "no server answered in namespace \"" + namespace + "\" within " + GoDuration.format(silence) + ". "
                        + consequence + " Check that the server runs: kubectl -n " + namespace
                        + " get pods -l deploy=velero; or name its namespace with -n.");
    }
}
