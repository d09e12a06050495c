package io.goleta.cli.repository;

import io.goleta.cli.session.ServerWatch;
import io.goleta.cli.session.Session;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/** Waits until a repository has the answer to a request. On a terminal one line shows the progress. */
final class RepositoryAnswerWait {
    private final Session session;
    private final String repository;
    private final String token;
    private String shown = "";

    RepositoryAnswerWait(Session session, String repository, String token) {
        this.session = session;
        this.repository = repository;
        this.token = token;
    }

    RepositoryAnswer await() {
        ServerWatch server = new ServerWatch(
                session,
                "The request stays at repository \"" + repository + "\", and a server that starts executes it.");
        RepositoryAnswer end = session.poller().first(() -> {
            Optional<RepositoryAnswer> answer = answer();
            Optional<RepositoryAnswer> last =
                    answer.filter(found -> found.state().isTerminal());
            if (last.isEmpty()) {
                server.waiting(answer);
                answer.ifPresent(this::show);
            }
            return last;
        });
        endLine();
        return end;
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
        } else {
            session.out().println(line.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    private void endLine() {
        if (session.environment().terminal().interactive() && !shown.isEmpty()) {
            session.out().print("\r\u001b[K");
        }
    }
}
