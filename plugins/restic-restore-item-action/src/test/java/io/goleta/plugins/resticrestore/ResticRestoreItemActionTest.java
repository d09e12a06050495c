package io.goleta.plugins.resticrestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.action.TestRestore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResticRestoreItemActionTest {
    private final List<String> backedUp = new ArrayList<>(List.of("logs", "data"));

    @Test
    void appliesToPods() {
        assertThat(action(Map.of()).appliesTo().includedResources()).containsExactly("pods");
    }

    @Test
    void putsTheWaitingContainerFirst() {
        RestoreItemResult result = execute(pod(volumes("data", "cache", "logs"), "init-db"));

        assertThat(names(result)).containsExactly("restic-wait", "init-db");
        assertThat(result.volumes()).containsExactly("data", "logs");
        assertThat(result.additionalItems()).isEmpty();
        assertThat(result.skip()).isFalse();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void buildsTheContainerThatVeleroBuilds() {
        RestoreItemResult result = execute(pod(volumes("data", "logs")));

        Map<String, Object> amounts = Map.of("cpu", "100m", "memory", "128Mi");
        assertThat(result.item().maps("spec", "initContainers"))
                .containsExactly(Map.of(
                        "name", "restic-wait",
                        "image", "velero/helper:v1",
                        "command", List.of("/velero-restic-restore-helper"),
                        "args", List.of("restore-uid"),
                        "env",
                                List.of(
                                        variable("POD_NAMESPACE", "metadata.namespace"),
                                        variable("POD_NAME", "metadata.name")),
                        "resources", Map.of("requests", amounts, "limits", amounts),
                        "volumeMounts",
                                List.of(
                                        Map.of("name", "data", "mountPath", "/restores/data"),
                                        Map.of("name", "logs", "mountPath", "/restores/logs")),
                        "securityContext", Map.of()));
    }

    @Test
    @SuppressWarnings("unchecked")
    void leavesTheMarkInAVolumeThatOtherPodsShare() {
        TestRestore restore = TestRestore.ofNothing()
                .withVolumes("shop", "web-0", "data", "files")
                .withShared("shop", "web-0", "files");
        KubernetesObject pod = pod(volumes("data", "files"));
        RestoreItemResult result = new ResticRestoreItemAction(restore, settings(Map.of())).execute(pod, pod);

        Map<String, Object> container =
                result.item().maps("spec", "initContainers").getFirst();
        assertThat((List<Object>) container.get("volumeMounts"))
                .containsExactly(
                        Map.of("name", "data", "mountPath", "/restores/data"),
                        Map.of("name", "files", "mountPath", "/restores/files", "readOnly", true));
        assertThat((List<Object>) container.get("env")).contains(Map.of("name", "KEEP_MARKS", "value", "files"));
    }

    @Test
    void leavesAPodWithoutBackedUpVolumesAsItIs() {
        backedUp.clear();
        KubernetesObject pod = pod(volumes("data"), "init-db");

        assertThat(execute(pod).item()).isSameAs(pod);
    }

    @Test
    void replacesWaitingContainersOfEarlierRestoresWhereverTheyAre() {
        RestoreItemResult result = execute(pod(volumes("data"), "init-db", "restore-wait", "restic-wait"));

        assertThat(names(result)).containsExactly("restic-wait", "init-db");
    }

    @Test
    void takesStaleContainersOutOfPodsThatHaveNothingToRestore() {
        backedUp.clear();

        assertThat(names(execute(pod(volumes("data"), "restic-wait", "init-db"))))
                .containsExactly("init-db");
        assertThat(execute(pod(volumes("data"), "restic-wait")).item().get("spec", "initContainers"))
                .isEmpty();
    }

    @Test
    void doesNotWaitForVolumesThatKubernetesFills() {
        List<Map<String, Object>> volumes = new ArrayList<>(volumes("data"));
        volumes.add(Map.of("name", "logs", "projected", Map.of()));

        assertThat(execute(pod(volumes)).volumes()).containsExactly("data");
    }

    @Test
    void doesNotWaitForVolumesThatThePodHasNoMore() {
        assertThat(execute(pod(volumes("logs"))).volumes()).containsExactly("logs");
    }

    @Test
    void asksForTheVolumesByTheNameThePodHasInTheBackup() {
        KubernetesObject renamed = pod(volumes("data")).with("other", "metadata", "name");

        RestoreItemResult result = action(Map.of()).execute(renamed, pod(volumes("data")));

        assertThat(result.volumes()).containsExactly("data");
    }

    @Test
    void warnsOnceAboutABadConfigMapHoweverManyPodsThereAre() {
        ResticRestoreItemAction action = action(Map.of("image", "helper"));

        assertThat(action.execute(pod(List.of()), pod(List.of())).warnings()).isEmpty();
        assertThat(execute(action).warnings()).hasSize(1);
        assertThat(execute(action).warnings()).isEmpty();
    }

    @Test
    void runsAsThePodDoesUnlessTheConfigMapSaysOtherwise() {
        KubernetesObject pod = pod(volumes("data"))
                .with(
                        List.of(Map.of("name", "main", "securityContext", Map.of("runAsUser", 999))),
                        "spec",
                        "containers");

        assertThat(securityContext(action(Map.of()).execute(pod, pod))).isEqualTo(Map.of("runAsUser", 999));
        assertThat(securityContext(action(Map.of("secCtxRunAsUser", "0")).execute(pod, pod)))
                .isEqualTo(Map.of("runAsUser", 0L));
    }

    private static Object securityContext(RestoreItemResult result) {
        return result.item().maps("spec", "initContainers").getFirst().getOrDefault("securityContext", "none");
    }

    private RestoreItemResult execute(KubernetesObject pod) {
        return action(Map.of()).execute(pod, pod);
    }

    private static RestoreItemResult execute(ResticRestoreItemAction action) {
        KubernetesObject pod = pod(volumes("data"));
        return action.execute(pod, pod);
    }

    private ResticRestoreItemAction action(Map<String, String> config) {
        return new ResticRestoreItemAction(
                TestRestore.ofNothing().withVolumes("shop", "web-0", backedUp.toArray(String[]::new)),
                settings(config));
    }

    private static WaitSettings settings(Map<String, String> config) {
        return WaitSettings.of(new PluginConfig("ConfigMap velero/x", config), new HelperImage("velero/helper:v1"));
    }

    private static KubernetesObject pod(List<Map<String, Object>> volumes, String... initContainers) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("volumes", volumes);
        if (initContainers.length > 0) {
            List<Map<String, Object>> containers = new ArrayList<>();
            for (String name : initContainers) {
                containers.add(Map.of("name", name, "image", "old"));
            }
            spec.put("initContainers", containers);
        }
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "web-0", "namespace", "shop"),
                "spec",
                spec));
    }

    private static List<Map<String, Object>> volumes(String... names) {
        List<Map<String, Object>> volumes = new ArrayList<>();
        for (String name : names) {
            volumes.add(Map.of("name", name, "emptyDir", Map.of()));
        }
        return volumes;
    }

    private static Map<String, Object> variable(String name, String path) {
        return Map.of("name", name, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", path)));
    }

    private static List<Object> names(RestoreItemResult result) {
        return result.item().maps("spec", "initContainers").stream()
                .map(container -> container.get("name"))
                .toList();
    }
}
