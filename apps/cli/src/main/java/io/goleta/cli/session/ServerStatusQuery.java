package io.goleta.cli.session;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.run.Poller;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Queries the server with a ServerStatusRequest, which the server answers and later deletes. */
public final class ServerStatusQuery {
    private ServerStatusQuery() {}

    /** The answered request. */
    public static KubernetesObject ask(Session session, Duration timeout) {
        return ask(session, Map.of(), timeout);
    }

    /**
     * The same.
     *
     * @param annotations additional questions
     */
    public static KubernetesObject ask(Session session, Map<String, String> annotations, Duration timeout) {
        return tryAsk(session, annotations, timeout)
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "timed out waiting for the server in namespace \"" + session.namespace()
                                + "\" to answer within " + GoDuration.format(timeout) + ". Check that it runs there."));
    }

    /** The answered request; empty when no server answers in time. */
    static Optional<KubernetesObject> tryAsk(Session session, Map<String, String> annotations, Duration timeout) {
        VeleroObjects velero = session.velero();
        Poller poller = session.poller();
        return CallTimeout.DEFAULT.call(timeout, () -> {
            String request = request(velero, annotations);
            Optional<KubernetesObject> answer = poller.first(timeout, () -> answer(velero, request));
            if (answer.isEmpty()) {
                velero.delete(VeleroKind.SERVER_STATUS_REQUEST, request);
            }
            return answer;
        });
    }

    /** Sends a request and returns its name. */
    static String request(VeleroObjects velero) {
        return request(velero, Map.of());
    }

    /** Whether a server has seen the request. The server deletes answered ones. */
    static boolean isAnsweredOrGone(VeleroObjects velero, String request) {
        return velero.get(VeleroKind.SERVER_STATUS_REQUEST, request)
                .map(ServerStatusQuery::isAnswered)
                .orElse(true);
    }

    private static String request(VeleroObjects velero, Map<String, String> annotations) {
        Map<String, Object> metadata = Map.of("generateName", "velero-cli-", "annotations", annotations);
        return velero.create(
                        VeleroKind.SERVER_STATUS_REQUEST,
                        VeleroObjects.draft(VeleroKind.SERVER_STATUS_REQUEST, velero.namespace(), metadata, Map.of()))
                .name();
    }

    private static Optional<KubernetesObject> answer(VeleroObjects velero, String request) {
        return velero.get(VeleroKind.SERVER_STATUS_REQUEST, request).filter(ServerStatusQuery::isAnswered);
    }

    private static boolean isAnswered(KubernetesObject request) {
        return request.string("status", "phase").equals(Optional.of("Processed"));
    }
}
