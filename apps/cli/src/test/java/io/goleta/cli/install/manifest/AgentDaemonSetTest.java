package io.goleta.cli.install.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentDaemonSetTest {
    private final KubernetesObject daemonSet = daemonSet(Samples.usual());
    private final KubernetesObject pod = Samples.pod(daemonSet);

    @Test
    void patchesOfPlatformGuidesHitTheirTargets() {
        assertThat(pod.string("volumes", "0", "name")).contains("host-pods");
        assertThat(pod.string("volumes", "0", "hostPath", "path")).contains("/var/lib/kubelet/pods");
        assertThat(pod.string("volumes", "1", "name")).contains("scratch");
        assertThat(pod.string("containers", "0", "name")).contains("restic");
        assertThat(pod.list("containers")).hasSize(1);
        assertThat(pod.string("serviceAccountName")).contains("velero");
    }

    @Test
    void seesVolumesThatAreMountedAfterItStarted() {
        assertThat(pod.list("containers", "0", "volumeMounts"))
                .startsWith(
                        Map.of("name", "host-pods", "mountPath", "/host_pods", "mountPropagation", "HostToContainer"));
    }

    @Test
    void runsTheHiddenCommandAndKnowsItsNode() {
        assertThat(pod.list("containers", "0", "args")).isEqualTo(List.of("restic", "server", "--features="));
        assertThat(pod.string("containers", "0", "env", "0", "name")).contains("NODE_NAME");
        assertThat(pod.string("containers", "0", "env", "0", "valueFrom", "fieldRef", "fieldPath"))
                .contains("spec.nodeName");
        assertThat(daemonSet.strings("spec", "selector", "matchLabels")).isEqualTo(Map.of("name", "restic"));
        assertThat(daemonSet.strings("spec", "template", "metadata", "labels"))
                .isEqualTo(Map.of("name", "restic", "component", "velero"));
    }

    @Test
    void isRootWithNoMoreThanItTakesToRestoreAnyFile() {
        assertThat(pod.get("securityContext", "runAsUser")).contains(0L);
        KubernetesObject context = KubernetesObject.of(pod.map("containers", "0", "securityContext"));
        assertThat(context.list("capabilities", "drop")).isEqualTo(List.of("ALL"));
        assertThat(context.list("capabilities", "add"))
                .isEqualTo(List.of("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "MKNOD", "SETFCAP"));
        assertThat(context.isTrue("readOnlyRootFilesystem")).isTrue();
        assertThat(context.isTrue("privileged")).isFalse();
    }

    @Test
    void isPrivilegedOnlyOnRequest() {
        KubernetesObject privileged = Samples.pod(daemonSet(Samples.with(
                new Installation.Agent(PodResources.AGENT, "/opt/rke/pods", true, true, Map.of(), List.of()))));

        assertThat(privileged.map("containers", "0", "securityContext"))
                .containsEntry("privileged", true)
                .doesNotContainKeys("allowPrivilegeEscalation", "capabilities");
        assertThat(privileged.string("volumes", "0", "hostPath", "path")).contains("/opt/rke/pods");
        assertThat(privileged.list("tolerations")).isEqualTo(List.of(Map.of("operator", "Exists")));
        assertThat(pod.list("tolerations")).isEmpty();
    }

    @Test
    void seesFoldersOfTheNodeOnlyWhenAllowedAndWritesOnlyWhereThatIsAllowedToo() {
        Installation allowed = Samples.with(new Installation.Agent(
                PodResources.AGENT,
                "/var/lib/kubelet/pods",
                false,
                false,
                Map.of(),
                List.of(
                        new Installation.AllowedHostPath("/srv/data", false),
                        new Installation.AllowedHostPath("/opt/logs", true))));
        KubernetesObject agent = Samples.pod(daemonSet(allowed));

        assertThat(agent.list("volumes"))
                .contains(
                        Map.of("name", "host-path-0", "hostPath", Map.of("path", "/srv/data")),
                        Map.of("name", "host-path-1", "hostPath", Map.of("path", "/opt/logs")));
        assertThat(agent.list("containers", "0", "volumeMounts"))
                .contains(Map.of(
                        "name", "host-path-0",
                        "mountPath", "/host_paths/srv/data",
                        "readOnly", true,
                        "mountPropagation", "HostToContainer"))
                .contains(Map.of(
                        "name", "host-path-1",
                        "mountPath", "/host_paths/opt/logs",
                        "mountPropagation", "HostToContainer"));
        for (KubernetesObject told : List.of(agent, Samples.pod(Samples.object(allowed, "Deployment", "velero")))) {
            assertThat(told.list("containers", "0", "env"))
                    .contains(
                            Map.of("name", "GOLETA_HOST_PATHS", "value", "/srv/data:/opt/logs"),
                            Map.of("name", "GOLETA_WRITABLE_HOST_PATHS", "value", "/opt/logs"));
        }
        assertThat(pod.toString() + pod.content()).doesNotContain("host-path-0", "HOST_PATHS");
    }

    @Test
    void hasTheStoresPluginsAndTheShareJustAsTheServer() {
        Installation shared = Samples.with(new Installation.Storage(
                Optional.empty(), Optional.empty(), Optional.of(BucketVolume.parse("nfs:files:/export/b"))));
        for (KubernetesObject workload : List.of(daemonSet(shared), Samples.object(shared, "Deployment", "velero"))) {
            KubernetesObject template = Samples.pod(workload);
            assertThat(template.list("volumes"))
                    .contains(Map.of("name", "buckets", "nfs", Map.of("server", "files", "path", "/export/b")));
            assertThat(template.list("containers", "0", "volumeMounts"))
                    .contains(
                            Map.of("name", "buckets", "mountPath", "/buckets"),
                            Map.of("name", "plugins", "mountPath", "/plugins"));
        }
        Installation plugged =
                Samples.with(new Installation.Pods(Map.of(), Map.of(), Map.of(), List.of("example/plugin:v1")));
        assertThat(Samples.pod(daemonSet(plugged)).string("initContainers", "0", "name"))
                .contains("example-plugin");
    }

    @Test
    void isThereOnlyWhenVolumesAreToBeBackedUp() {
        assertThat(Manifests.of(Samples.withoutAgents()))
                .noneMatch(object -> object.kind().equals("DaemonSet"))
                .noneMatch(object ->
                        object.name().equals("velero") && object.kind().equals("ServiceAccount"));
    }

    private static KubernetesObject daemonSet(Installation installation) {
        return Samples.object(installation, "DaemonSet", "restic");
    }
}
