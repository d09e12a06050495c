package io.goleta.server.nodeagent;

import io.goleta.core.podvolume.WaitContainers;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;

/** A restored pod, whose init container waits for the files of its volumes. */
record WaitingPod(KubernetesObject pod) {
    enum State {
        /** The container is not up yet. */
        NOT_YET,
        /** Now is the time to restore. */
        WAITING,
        /** The container has seen that all volumes were restored, and let the pod start. */
        LET_GO
    }

    /**
     * @throws GoletaException CLUSTER when nothing holds the pod back, so that files would change under a running application
     */
    State state() {
        String container = waitingContainer()
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "pod " + pod.namespace() + "/" + pod.name() + " has no init container "
                                + String.join(" or ", WaitContainers.NAMES)
                                + ", so nothing keeps it waiting until its files are there"));
        return pod.maps("status", "initContainerStatuses").stream()
                .filter(status -> container.equals(status.get("name")))
                .map(KubernetesObject::of)
                .findFirst()
                .map(WaitingPod::state)
                .orElse(State.NOT_YET);
    }

    private Optional<String> waitingContainer() {
        return pod.maps("spec", "initContainers").stream()
                .map((Map<String, Object> container) -> String.valueOf(container.get("name")))
                .filter(WaitContainers.NAMES::contains)
                .findFirst();
    }

    private static State state(KubernetesObject status) {
        if (status.get("state", "running").isPresent()) {
            return State.WAITING;
        }
        boolean succeeded = status.get("state", "terminated", "exitCode")
                .filter(code -> code instanceof Number number && number.intValue() == 0)
                .isPresent();
        return succeeded ? State.LET_GO : State.NOT_YET;
    }
}
