package io.goleta.cli.restic;

import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroKind;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until a repository carries the answer to a request. On a terminal one line says how far it is. */
final class AnswerWait {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);
    private static final Duration SERVER_REACTS_WITHIN = Duration.ofSeconds(30);

    private final Session session;
    private final String repository;
    private final String token;
    private String shown = "";

    AnswerWait(Session session, String repository, String token) {
        this.session = session;
        this.repository = repository;
        this.token = token;
    }

    RepositoryAnswer await() {
        Instant lastAnswer = session.clock().instant();
        Instant hintAt = lastAnswer.plus(SERVER_REACTS_WITHIN);
        while (true) {
            Instant now = session.clock().instant();
            try {
                Optional<RepositoryAnswer> answer = answer();
                lastAnswer = now;
                if (answer.filter(found -> found.state().isTerminal()).isPresent()) {
                    endLine();
                    return answer.get();
                }
                answer.ifPresent(this::show);
                if (answer.isEmpty() && now.isAfter(hintAt)) {
                    hint();
                    hintAt = Instant.MAX;
                }
            } catch (ApiException e) {
                if (!e.isRetryable() || now.isAfter(lastAnswer.plus(LONGEST_OUTAGE))) {
                    throw e;
                }
            }
            sleep();
        }
    }

    private Optional<RepositoryAnswer> answer() {
        KubernetesObject found = session.velero()
                .get(VeleroKind.RESTIC_REPOSITORY, repository)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "restic repository \"" + repository + "\" was deleted while this command waited for it"));
        return RepositoryAnswer.parse(found.annotations(), VeleroApi.OPERATION)
                .filter(answer -> answer.token().equals(token));
    }

    private void show(RepositoryAnswer answer) {
        String line =
                answer.state() == RepositoryAnswer.State.Waiting ? "waiting for " + answer.message() : answer.message();
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (session.environment().terminal().interactive()) {
            session.out().print("\r\u001b[K" + line.replaceAll("\\p{Cntrl}", "?"));
            session.out().flush();
        } else {
            session.out().println(line.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    private void endLine() {
        if (session.environment().terminal().interactive() && !shown.isEmpty()) {
            session.out().print("\r\u001b[K");
        }
    }

    private void hint() {
        session.environment()
                .terminal()
                .err()
                .println("Nobody has taken up the request yet. Check that the server runs in namespace \""
                        + session.namespace() + "\".");
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.USER, "interrupted while waiting for the server", e);
        }
    }
}
