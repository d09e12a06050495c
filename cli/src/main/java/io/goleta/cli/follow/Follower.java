package io.goleta.cli.follow;

import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one backup or restore until it is over. On a terminal one line is rewritten; elsewhere there is a dot each second.
 * Stopping the command changes nothing in the cluster.
 */
public final class Follower {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);
    private static final Duration SERVER_REACTS_WITHIN = Duration.ofSeconds(30);

    private final Session session;
    private final VeleroKind kind;
    private final ProgressView progress;

    /** @param kind Backup or Restore */
    public Follower(Session session, VeleroKind kind, ProgressView progress) {
        this.session = session;
        this.kind = kind;
        this.progress = progress;
    }

    /** Blocks until the run is over and returns the exit code that tells how it went. */
    public int follow(KubernetesObject created) {
        String noun = kind.noun();
        session.out()
                .println("Waiting for " + noun + " to complete. You may safely press ctrl-c to stop waiting - your "
                        + noun + " will continue in the background.");
        KubernetesObject ended = awaitEnd(created.name());
        String phase = phase(ended);
        session.out()
                .println("\n" + kind.title() + " completed with status: " + phase
                        + ". You may check for more information using the commands `velero " + noun + " describe "
                        + created.name() + "` and `velero " + noun + " logs " + created.name() + "`.");
        ended.list("status", "validationErrors").forEach(error -> session.out().println("Validation error: " + error));
        return exitCode(phase).orElseThrow();
    }

    private KubernetesObject awaitEnd(String name) {
        Duration pause = SHORTEST_PAUSE;
        Instant lastAnswer = session.clock().instant();
        Instant nextDot = lastAnswer.plus(LONGEST_PAUSE);
        Instant hintAt = lastAnswer.plus(SERVER_REACTS_WITHIN);
        while (true) {
            Instant now = session.clock().instant();
            try {
                KubernetesObject run = session.velero().get(kind, name).orElseThrow(() -> vanished(name));
                lastAnswer = now;
                nextDot = show(run, now, nextDot);
                if (phase(run).isEmpty() && now.isAfter(hintAt)) {
                    hint();
                    hintAt = Instant.MAX;
                }
                if (exitCode(phase(run)).isPresent()) {
                    return run;
                }
            } catch (GoletaException | ApiException e) {
                if (!mayPass(e) || now.isAfter(lastAnswer.plus(LONGEST_OUTAGE))) {
                    throw e;
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static boolean mayPass(RuntimeException e) {
        return e instanceof ApiException refused
                ? refused.isRetryable()
                : e instanceof GoletaException failure && failure.isRetryable();
    }

    private void hint() {
        session.environment()
                .terminal()
                .err()
                .println("\nNobody has taken up the " + kind.noun() + " yet. Check that the server runs in namespace \""
                        + session.namespace() + "\".");
    }

    private Instant show(KubernetesObject run, Instant now, Instant nextDot) {
        if (session.environment().terminal().interactive()) {
            session.out().print("\r\u001b[K" + progress.line(run, session.velero()));
            session.out().flush();
            return nextDot;
        }
        if (now.isBefore(nextDot)) {
            return nextDot;
        }
        session.out().print('.');
        session.out().flush();
        return now.plus(LONGEST_PAUSE);
    }

    private static String phase(KubernetesObject run) {
        return run.string("status", "phase").orElse("");
    }

    private static Optional<Integer> exitCode(String phase) {
        return switch (phase) {
            case "Completed" -> Optional.of(ExitCodes.OK);
            case "PartiallyFailed" -> Optional.of(ExitCodes.PARTIALLY_FAILED);
            case "Failed", "FailedValidation" -> Optional.of(ExitCodes.FAILED);
            default -> Optional.empty();
        };
    }

    private GoletaException vanished(String name) {
        return new GoletaException(
                Fault.USER, kind.noun() + " \"" + name + "\" was deleted while this command waited for it");
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.USER, "interrupted while waiting", e);
        }
    }
}
