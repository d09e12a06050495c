package io.goleta.cli.serverinfo;

import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroKind;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Asks the server with a ServerStatusRequest, which the server answers and later deletes. */
final class ServerStatus {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ServerStatus() {}

    /** The answered request. */
    static KubernetesObject ask(Session session, Duration timeout) {
        return ask(session, Map.of(), timeout);
    }

    /**
     * The same.
     *
     * @param annotations what else to ask
     */
    static KubernetesObject ask(Session session, Map<String, String> annotations, Duration timeout) {
        VeleroObjects velero = session.velero();
        KubernetesObject request = velero.create(
                VeleroKind.SERVER_STATUS_REQUEST,
                VeleroObjects.draft(
                        VeleroKind.SERVER_STATUS_REQUEST,
                        velero.namespace(),
                        Map.of("generateName", "velero-cli-", "annotations", annotations),
                        Map.of()));
        Instant deadline = session.clock().instant().plus(timeout);
        while (true) {
            Optional<KubernetesObject> answer = velero.get(VeleroKind.SERVER_STATUS_REQUEST, request.name())
                    .filter(status -> status.string("status", "phase").equals(Optional.of("Processed")));
            if (answer.isPresent()) {
                return answer.get();
            }
            if (session.clock().instant().isAfter(deadline)) {
                velero.delete(VeleroKind.SERVER_STATUS_REQUEST, request.name());
                throw new GoletaException(
                        Fault.CLUSTER,
                        "timed out waiting for the server in namespace \"" + velero.namespace() + "\" to answer within "
                                + timeout.toSeconds() + " s");
            }
            sleep();
        }
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
