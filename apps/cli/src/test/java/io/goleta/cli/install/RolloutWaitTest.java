package io.goleta.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.run.Poller;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutWaitTest {
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(sandbox.kubeconfig()))
            .build();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RolloutWait wait = new RolloutWait(
            Fabric8Cluster.connect(client),
            "velero",
            new InstallLog(new PrintStream(out, false, StandardCharsets.UTF_8)),
            new Poller(TestClock.ticking(Instant.parse("2022-08-01T12:00:00Z"), Duration.ofSeconds(50)), pause -> {}));

    @BeforeEach
    void haveANamespace() {
        given("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}");
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void isSilentWhenAllIsReady() {
        deployment("{replicas: 1, updatedReplicas: 1, availableReplicas: 1, observedGeneration: 1}");

        wait.await(Workload.SERVER);

        assertThat(said()).isEmpty();
    }

    @Test
    void namesThePodWhoseImageCannotBePulled() {
        deployment("{replicas: 1, updatedReplicas: 1, unavailableReplicas: 1, observedGeneration: 1}");
        pod("deploy: velero", """
                {phase: Pending, containerStatuses: [{name: velero, image: x, imageID: '', ready: false, restartCount: 0,
                state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "x"'}}}]}""");

        assertThatThrownBy(() -> wait.await(Workload.SERVER))
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith("Deployment/velero is not ready after 3 minutes: 0 of 1 pods ready;"
                        + " pod p is waiting: ImagePullBackOff: Back-off pulling image \"x\".");
        assertThat(said()).hasLineCount(1).startsWith("  0 of 1 pods ready; pod p is waiting: ImagePullBackOff");
    }

    @Test
    void saysWhyAPodFindsNoNode() {
        daemonSet("{desiredNumberScheduled: 1, currentNumberScheduled: 1, numberMisscheduled: 0, numberReady: 0}");
        pod("name: restic", """
                {phase: Pending, conditions: [{type: PodScheduled, status: 'False', message: 0/1 nodes are available}]}""");

        assertThatThrownBy(() -> wait.await(Workload.AGENTS))
                .hasMessageContaining("0 of 1 pods ready; pod p cannot be scheduled: 0/1 nodes are available");
    }

    @Test
    void tellsWithWhatAContainerThatKeepsStoppingEnded() {
        deployment("{replicas: 1, updatedReplicas: 1, observedGeneration: 1}");
        pod("deploy: velero", """
                {phase: Running, containerStatuses: [{name: velero, image: x, imageID: '', ready: false, restartCount: 3,
                lastState: {terminated: {exitCode: 137}}, state: {waiting: {reason: CrashLoopBackOff}}}]}""");

        assertThatThrownBy(() -> wait.await(Workload.SERVER))
                .hasMessageContaining("is waiting: CrashLoopBackOff; container velero ended with exit code 137");
    }

    @Test
    void passesOnWarningsAboutAPodThatJustStarts() {
        deployment("{replicas: 1, updatedReplicas: 1, observedGeneration: 1}");
        pod("deploy: velero", """
                {phase: Pending, containerStatuses: [{name: velero, image: x, imageID: '', ready: false, restartCount: 0,
                state: {waiting: {reason: ContainerCreating}}}]}""");
        given("""
                {apiVersion: v1, kind: Event, metadata: {name: e, namespace: velero}, type: Warning, reason: FailedMount,
                message: hostPath type check failed, involvedObject: {kind: Pod, namespace: velero, name: p}}""");

        assertThatThrownBy(() -> wait.await(Workload.SERVER))
                .hasMessageContaining("pod p FailedMount: hostPath type check failed");
    }

    @Test
    void saysWhyThereIsNoPodAtAll() {
        deployment("""
                {observedGeneration: 1,
                conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]}""");

        assertThatThrownBy(() -> wait.await(Workload.SERVER)).hasMessageContaining("0 of 1 pods ready; exceeded quota");
    }

    private void deployment(String status) {
        workload("Deployment", "velero", "replicas: 1, ", "deploy: velero", status);
    }

    private void daemonSet(String status) {
        workload("DaemonSet", "restic", "", "name: restic", status);
    }

    private void workload(String kind, String name, String replicas, String labels, String status) {
        given("""
                {apiVersion: apps/v1, kind: %s, metadata: {name: %s, namespace: velero}, status: %s,
                spec: {%sselector: {matchLabels: {%s}}, template: {metadata: {labels: {%s}},
                spec: {containers: [{name: c, image: x}]}}}}""".formatted(kind, name, status, replicas, labels, labels));
    }

    private void pod(String labels, String status) {
        given("""
                {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: velero, labels: {%s}}, status: %s,
                spec: {containers: [{name: velero, image: x}]}}""".formatted(labels, status));
    }

    private void given(String yaml) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization().unmarshal("---\n" + yaml, GenericKubernetesResource.class);
        Object status = object.get("status");
        HasMetadata created = client.resource(object).create();
        if (status != null && created instanceof GenericKubernetesResource stored) {
            stored.setAdditionalProperty("status", status);
            client.resource(stored).updateStatus();
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
