package io.goleta.cli.wait;

import io.goleta.cli.command.ExitCodes;
import io.goleta.cli.session.ServerWatch;
import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Submits one backup or restore, and optionally waits until it has ended. The progress is one line that is rewritten on a terminal, and
 * otherwise a dot each second.
 * Stopping the command changes nothing in the cluster.
 */
public final class RunSubmitter {
    private static final Duration BETWEEN_DOTS = Duration.ofSeconds(1);

    private final Session session;
    private final VeleroKind<?> kind;
    private final ProgressLine progress;
    private Instant nextDot;

    /** @param kind Backup or Restore */
    public RunSubmitter(Session session, VeleroKind<?> kind, ProgressLine progress) {
        this.session = session;
        this.kind = kind;
        this.progress = progress;
        this.nextDot = session.clock().instant().plus(BETWEEN_DOTS);
    }

    /**
     * Creates the object and returns the exit code; with {@code wait} it is the one of the final phase.
     *
     * @param wait whether to block until the run has ended
     */
    public int submit(KubernetesObject draft, boolean wait) {
        String noun = kind.noun();
        KubernetesObject created = session.velero().create(kind, draft);
        session.out().println(kind.title() + " request \"" + created.name() + "\" submitted successfully.");
        if (wait) {
            return follow(created);
        }
        session.out()
                .println("Run `velero " + noun + " describe " + created.name() + "` or `velero " + noun + " logs "
                        + created.name() + "` for more details.");
        return ExitCodes.OK;
    }

    private int follow(KubernetesObject created) {
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
        ServerWatch server = new ServerWatch(
                session,
                kind.title() + " \"" + name + "\" stays in the cluster, and a server that starts executes it.");
        try {
            return session.poller().first(() -> {
                KubernetesObject run = session.velero().get(kind, name).orElseThrow(() -> vanished(name));
                show(run);
                Optional<KubernetesObject> ended =
                        Optional.of(run).filter(seen -> exitCode(phase(seen)).isPresent());
                if (ended.isEmpty()) {
                    server.waiting(run.map("status"));
                }
                return ended;
            });
        } catch (GoletaException e) {
            session.out().println();
            throw e;
        }
    }

    private void show(KubernetesObject run) {
        Instant now = session.clock().instant();
        if (session.environment().terminal().interactive()) {
            session.out().print("\r\u001b[K" + progress.line(run, session.velero()));
        } else if (!now.isBefore(nextDot)) {
            session.out().print('.');
            nextDot = now.plus(BETWEEN_DOTS);
        }
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
}
