package com.example.copymover;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyVolumesActionTest {
    private static final Map<String, Object> NOTHING = Map.of();

    private final CopyVolumesAction action = new CopyVolumesAction();

    @Test
    void choosesTheVolumesThatThePodLists() {
        assertThat(decisions("data, cache"))
                .containsExactly(
                        new VolumeDecision.BackUp("data", "example.com/copy"),
                        new VolumeDecision.BackUp("cache", "example.com/copy"));
    }

    @Test
    void leavesTheOthersToOthers() {
        assertThat(decisions("")).isEmpty();
    }

    @Test
    void saysWhyAListedVolumeIsNotBackedUp() {
        assertThat(decisions("gone,logs,settings,unused"))
                .containsExactly(
                        new VolumeDecision.SkippedWithWarning("gone", "the pod has no such volume"),
                        new VolumeDecision.SkippedWithWarning(
                                "logs", "it is a directory of the node, which others may use"),
                        new VolumeDecision.SkippedWithWarning("settings", "its files come from somewhere else"),
                        new VolumeDecision.SkippedWithWarning("unused", "no container mounts it"));
    }

    @Test
    void readsFilesOfRunningPodsOnly() {
        KubernetesObject pending = pod("data").with("Pending", "status", "phase");

        assertThat(action.execute(pending).volumes())
                .containsExactly(new VolumeDecision.SkippedWithWarning("data", "the pod is not running"));
    }

    private List<VolumeDecision> decisions(String annotation) {
        return action.execute(pod(annotation)).volumes();
    }

    private static KubernetesObject pod(String annotation) {
        List<Map<String, Object>> volumes = List.of(
                Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "orders")),
                Map.of("name", "cache", "emptyDir", NOTHING),
                Map.of("name", "logs", "hostPath", Map.of("path", "/var/log")),
                Map.of("name", "settings", "configMap", NOTHING),
                Map.of("name", "unused", "emptyDir", NOTHING));
        List<Map<String, String>> mounts = List.of("data", "cache", "logs", "settings").stream()
                .map(name -> Map.of("name", name, "mountPath", "/" + name))
                .toList();
        return KubernetesObject.of(Map.of(
                        "kind",
                        "Pod",
                        "metadata",
                        Map.of("name", "web", "namespace", "shop"),
                        "spec",
                        Map.of(
                                "volumes",
                                volumes,
                                "containers",
                                List.of(Map.of("name", "main", "volumeMounts", mounts))),
                        "status",
                        Map.of("phase", "Running")))
                .withAnnotation(CopyVolumesAction.VOLUMES, annotation);
    }
}
