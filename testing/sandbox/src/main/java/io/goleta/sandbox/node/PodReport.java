package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.goleta.sandbox.client.ApiClient;
import java.time.Clock;

/** The status of one pod as its node reports it. Used by one thread. */
final class PodReport {

    private final ApiClient client;
    private final Clock clock;
    private final JsonNode pod;
    private final ObjectNode status = Trees.object();
    private final ArrayNode initContainers;
    private final ArrayNode containers;

    PodReport(ApiClient client, Clock clock, JsonNode pod, String address) {
        this.client = client;
        this.clock = clock;
        this.pod = pod;
        status.put("phase", "Pending");
        status.put("hostIP", "127.0.0.1").put("podIP", address).put("startTime", Trees.now(clock));
        status.putArray("podIPs").addObject().put("ip", address);
        this.initContainers = waiting("initContainers", status.putArray("initContainerStatuses"));
        this.containers = waiting("containers", status.putArray("containerStatuses"));
        if (initContainers.isEmpty()) {
            status.remove("initContainerStatuses");
        }
    }

    /** Waiting for volumes. */
    void preparing(String why) {
        status.put("phase", "Pending").put("message", why);
        conditions(false, false);
        send();
    }

    void initRunning(int index) {
        status.remove("message");
        state(initContainers, index, "running").put("startedAt", Trees.now(clock));
        conditions(false, false);
        send();
    }

    /** An init container ended; after a failure it waits for its next start. */
    void initEnded(int index, int exitCode, String startedAt, String message) {
        ObjectNode container = (ObjectNode) initContainers.get(index);
        ObjectNode terminated = state(initContainers, index, "terminated")
                .put("exitCode", exitCode)
                .put("reason", exitCode == 0 ? "Completed" : "Error")
                .put("startedAt", startedAt)
                .put("finishedAt", Trees.now(clock));
        if (!message.isEmpty()) {
            terminated.put("message", message);
        }
        container.put("ready", exitCode == 0);
        if (exitCode != 0) {
            container.put("restartCount", container.path("restartCount").asInt() + 1);
        }
        conditions(false, false);
        send();
    }

    void running() {
        status.put("phase", "Running");
        status.remove("message");
        for (int i = 0; i < containers.size(); i++) {
            state(containers, i, "running").put("startedAt", Trees.now(clock));
            ((ObjectNode) containers.get(i)).put("ready", true).put("started", true);
        }
        conditions(true, true);
        send();
    }

    void failed(String why) {
        status.put("phase", "Failed").put("reason", "PodFailed").put("message", why);
        conditions(false, false);
        send();
    }

    private ArrayNode waiting(String list, ArrayNode statuses) {
        for (JsonNode container : pod.path("spec").path(list)) {
            ObjectNode one = statuses.addObject()
                    .put("name", Trees.text(container, "name"))
                    .put("image", Trees.text(container, "image"))
                    .put("imageID", "")
                    .put("ready", false)
                    .put("restartCount", 0);
            one.putObject("state").putObject("waiting").put("reason", "PodInitializing");
        }
        return statuses;
    }

    private static ObjectNode state(ArrayNode statuses, int index, String state) {
        ObjectNode container = (ObjectNode) statuses.get(index);
        return container.putObject("state").putObject(state);
    }

    private void conditions(boolean initialized, boolean ready) {
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "PodScheduled", true);
        condition(conditions, "Initialized", initialized || initContainers.isEmpty());
        condition(conditions, "ContainersReady", ready);
        condition(conditions, "Ready", ready);
    }

    private void condition(ArrayNode conditions, String type, boolean value) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", value ? "True" : "False")
                .put("lastTransitionTime", Trees.now(clock));
    }

    private void send() {
        ObjectNode patch = Trees.object();
        patch.putObject("metadata").put("uid", Trees.uid(pod));
        ObjectNode next = status.deepCopy();
        if (!next.has("message")) {
            next.putNull("message");
        }
        patch.set("status", next);
        client.patch(Trees.path(pod, "pods") + "/status", patch);
    }
}
