package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** The Node object with which a node registers. */
final class NodeObject {

    private NodeObject() {}

    static ObjectNode of(String name, Clock clock) {
        ObjectNode node = Trees.object().put("apiVersion", "v1").put("kind", "Node");
        node.putObject("metadata")
                .put("name", name)
                .putObject("labels")
                .put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux");
        node.putObject("spec");
        ObjectNode status = node.putObject("status");
        status.putObject("capacity").put("cpu", "2").put("memory", "4Gi").put("pods", "1000");
        status.set("allocatable", status.get("capacity").deepCopy());
        status.putArray("addresses").addObject().put("type", "InternalIP").put("address", "127.0.0.1");
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "KubeletReady")
                .put("lastTransitionTime", Trees.now(clock))
                .put("lastHeartbeatTime", Trees.now(clock));
        status.putObject("nodeInfo").put("kubeletVersion", "v1.30.0-sandbox").put("operatingSystem", "linux");
        return node;
    }
}
