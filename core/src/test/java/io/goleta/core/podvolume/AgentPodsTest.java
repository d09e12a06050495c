package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentPodsTest {
    private static final Map<String, Object> RUNNING = Map.of("phase", "Running");

    private final FakeCluster cluster = new FakeCluster()
            .offer("pods", "Pod", true)
            .offer("nodes", "Node", false)
            .offer("daemonsets.apps", "DaemonSet", true);
    private final AgentPods agents =
            new AgentPods(cluster, "velero", Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"restic", "node-agent"})
    void findsTheAgentOfANode(String daemonSet) {
        agent(daemonSet, "a1", "n1", RUNNING);

        assertThat(agents.areKnown()).isTrue();
        assertThat(agents.reasonForNone("n1")).isEmpty();
        assertThat(agents.reasonForNone("n2"))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("no agent runs on node n2", "namespace velero"));
    }

    @Test
    void knowsNothingWhereAgentsAreNoPods() {
        cluster.put(object("v1", "Pod", "velero", "server").with(RUNNING, "status"));

        assertThat(agents.areKnown()).isFalse();
        assertThat(agents.reasonForNone("n1")).isEmpty();
    }

    @Test
    void aDaemonSetWithoutPodsIsAnInstallationWithoutAgents() {
        cluster.put(object("apps/v1", "DaemonSet", "velero", "node-agent"));

        assertThat(agents.reasonForNone("n1")).isPresent();
    }

    @Test
    void aPodThatIsNotRunningIsNoAgent() {
        agent("restic", "a1", "n1", Map.of("phase", "Pending"));

        assertThat(agents.reasonForNone("n1")).contains("no agent runs on node n1: pod a1 is Pending");
    }

    @Test
    void aPodThatDoesNotStartIsNoAgent() {
        agent(
                "restic",
                "a1",
                "n1",
                Map.of(
                        "phase",
                        "Running",
                        "containerStatuses",
                        List.of(Map.of("state", Map.of("waiting", Map.of("reason", "CrashLoopBackOff"))))));

        assertThat(agents.reasonForNone("n1"))
                .contains("no agent runs on node n1: pod a1 does not start: CrashLoopBackOff");
    }

    @Test
    void aPodThatIsBeingReplacedCountsAsLongAsTheNewOneRuns() {
        agent("restic", "a1", "n1", RUNNING, "2026-01-01T00:00:00Z");
        agent("restic", "a2", "n1", RUNNING);

        assertThat(agents.reasonForNone("n1")).isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyHasNoAgent() {
        agent("restic", "a1", "n1", RUNNING);
        cluster.put(object("v1", "Node", "", "n1")
                .without("metadata", "namespace")
                .with(List.of(Map.of("type", "Ready", "status", "Unknown")), "status", "conditions"));

        assertThat(agents.reasonForNone("n1")).contains("node n1 is not ready");
    }

    @Test
    void nobodyIsGivenUpWhenNobodyCanBeAsked() {
        agent("restic", "a1", "n1", RUNNING);
        cluster.onCall(call -> {
            throw FakeCluster.forbidden(call);
        });

        assertThat(agents.reasonForNone("n2")).isEmpty();
    }

    private void agent(String daemonSet, String name, String node, Map<String, Object> status, String... deleted) {
        KubernetesObject pod = object("v1", "Pod", "velero", name)
                .with(List.of(Map.of("kind", "DaemonSet", "name", daemonSet)), "metadata", "ownerReferences")
                .with(node, "spec", "nodeName")
                .with(status, "status");
        cluster.put(deleted.length == 0 ? pod : pod.with(deleted[0], "metadata", "deletionTimestamp"));
    }

    private static KubernetesObject object(String apiVersion, String kind, String namespace, String name) {
        return KubernetesObject.of(Map.of(
                "apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", name, "namespace", namespace)));
    }
}
