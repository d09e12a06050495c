package io.goleta.core.podvolume;

import io.goleta.core.kube.Cluster;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The node agents as the API server shows them: the pods of the DaemonSet {@code restic} or {@code node-agent} in the namespace of the
 * installation. What is known is some seconds old at most. Thread-safe.
 */
final class AgentPods {
    private static final Set<String> NAMES = Set.of("restic", "node-agent");
    private static final GroupResource DAEMON_SETS = new GroupResource("apps", "daemonsets");
    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final Set<String> DOES_NOT_START = Set.of(
            "CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "CreateContainerConfigError", "InvalidImageName");
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final String namespace;
    private final Clock clock;
    private @Nullable Seen seen;

    AgentPods(Cluster cluster, String namespace, Clock clock) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.clock = clock;
    }

    /**
     * What was seen at one moment.
     *
     * @param installed whether there is such a DaemonSet, or a pod of one
     * @param pods by node, what keeps its agent from working; empty for an agent that works
     * @param nodes by name, what keeps a node from working; filled as nodes are asked about
     */
    private record Seen(Instant time, boolean installed, Map<String, String> pods, Map<String, String> nodes) {}

    /** Whether agents run in pods. If not, nothing here tells whether a node has one: it may run outside of the cluster. */
    synchronized boolean areKnown() {
        return seen().installed();
    }

    /** Why no agent works on a node at the moment; empty when one does, or when agents are not {@link #areKnown() known}. */
    synchronized Optional<String> reasonForNone(String node) {
        Seen now = seen();
        if (!now.installed()) {
            return Optional.empty();
        }
        String pod = now.pods().get(node);
        if (pod == null) {
            return Optional.of(
                    "no agent runs on node " + node + ": there is no pod of DaemonSet restic or node-agent in"
                            + " namespace " + namespace + " there; see its node selector and tolerations");
        }
        if (!pod.isEmpty()) {
            return Optional.of("no agent runs on node " + node + ": " + pod);
        }
        return Optional.of(now.nodes().computeIfAbsent(node, this::stateOfNode)).filter(state -> !state.isEmpty());
    }

    private Seen seen() {
        Seen last = seen;
        if (last == null || !clock.instant().isBefore(last.time().plus(FRESH))) {
            last = look(last);
            seen = last;
        }
        return last;
    }

    private Seen look(@Nullable Seen last) {
        Map<String, String> pods = new HashMap<>();
        try {
            cluster.list(GroupResource.PODS, namespace, "").stream()
                    .filter(AgentPods::isAgent)
                    .forEach(pod -> pods.merge(
                            pod.string("spec", "nodeName").orElse(""),
                            stateOf(pod),
                            // While one is being replaced there are two.
                            (one, other) -> one.isEmpty() ? one : other));
            return new Seen(clock.instant(), !pods.isEmpty() || hasDaemonSet(), pods, new HashMap<>());
        } catch (GoletaException e) {
            // Nobody is given up because nobody could be asked.
            return last == null ? new Seen(clock.instant(), false, Map.of(), new HashMap<>()) : last;
        }
    }

    private boolean hasDaemonSet() {
        return NAMES.stream()
                .anyMatch(name ->
                        cluster.get(new ItemId(DAEMON_SETS, namespace, name)).isPresent());
    }

    private static boolean isAgent(KubernetesObject pod) {
        boolean ofDaemonSet = pod.maps("metadata", "ownerReferences").stream()
                .anyMatch(owner -> "DaemonSet".equals(owner.get("kind")) && NAMES.contains(owner.get("name")));
        return ofDaemonSet || NAMES.contains(pod.labels().getOrDefault("name", ""));
    }

    private static String stateOf(KubernetesObject pod) {
        String its = "pod " + pod.name() + " ";
        if (pod.string("metadata", "deletionTimestamp").isPresent()) {
            return its + "is being deleted";
        }
        String phase = pod.string("status", "phase").orElse("Pending");
        if (!phase.equals("Running")) {
            return its + "is " + phase;
        }
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> pod.maps("status", field).stream())
                .map(KubernetesObject::of)
                .flatMap(status -> status.string("state", "waiting", "reason").stream())
                .filter(DOES_NOT_START::contains)
                .findFirst()
                .map(reason -> its + "does not start: " + reason)
                .orElse("");
    }

    private String stateOfNode(String name) {
        return cluster.get(new ItemId(NODES, null, name))
                .filter(node -> node.maps("status", "conditions").stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.get("type")) && !"True".equals(condition.get("status"))))
                .map(node -> "node " + name + " is not ready")
                .orElse("");
    }
}
