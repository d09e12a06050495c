package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A cluster whose kubelets keep their pods where one platform keeps them, installed as if it were any other, then repaired. Named so
 * that only {@code e2e/run} starts it, on a cluster made for it.
 */
class PlatformPath {
    private static final String NAMESPACE = "e2e-platform";
    private static final String PLATFORM = Velero.property("e2e.platform");

    @AfterEach
    void clean() {
        Kubectl.deleteNamespace(NAMESPACE);
        Velero.uninstall();
    }

    @Test
    void isNamedByTheAgentThatMissesItsPodsAndRepaired() {
        Velero.uninstall();
        velero("install --use-restic --use-volume-snapshots=false " + Velero.property("e2e.install"));
        String folder = folderOf(PLATFORM);
        Awaitility.await("the agent says what it misses")
                .atMost(Kubectl.PATIENCE)
                .untilAsserted(() -> assertThat(Kubectl.run("-n velero logs -l name=restic --tail=-1")
                                .out())
                        .contains("hostPath of volume host-pods", PLATFORM + " " + folder));

        repair(folder);
        Kubectl.awaitRollout("velero", "ds/restic");

        application();
        velero("backup create platform --include-namespaces e2e-platform --wait");
        assertThat(Velero.volumeBackups("platform"))
                .singleElement()
                .satisfies(backup ->
                        assertThat(backup.at("/status/phase").asText()).isEqualTo("Completed"));
        String files = Files.print(NAMESPACE, "app", "/data");
        Kubectl.deleteNamespace(NAMESPACE);
        velero("restore create platform --from-backup platform --wait");
        awaitReady(NAMESPACE, "app");
        assertThat(Velero.phase("restore", "platform")).isEqualTo("Completed");
        assertThat(Files.print(NAMESPACE, "app", "/data")).isEqualTo(files);
    }

    private static String folderOf(String platform) {
        return switch (platform) {
            case "rancheros" -> "/opt/rke/var/lib/kubelet/pods";
            case "openshift3" -> "/var/lib/origin/openshift.local.volumes/pods";
            default -> throw new AssertionError("no such platform here: " + platform);
        };
    }

    /** By the installer, or by the commands that Velero's page has for it. */
    private static void repair(String folder) {
        if (PLATFORM.equals("rancheros")) {
            velero("install --use-restic --use-volume-snapshots=false --platform rancheros --apply --wait "
                    + Velero.property("e2e.install"));
            return;
        }
        patch("""
                [{"op":"add","path":"/spec/template/spec/containers/0/securityContext","value": { "privileged": true}}]""");
        patch("""
                [{"op":"replace","path":"/spec/template/spec/volumes/0/hostPath","value": { "path": "%s"}}]""".formatted(folder));
    }

    private static void patch(String operations) {
        Shell.run(List.of(
                        "kubectl",
                        "patch",
                        "ds/restic",
                        "--namespace",
                        "velero",
                        "--type",
                        "json",
                        "-p",
                        operations.strip()))
                .orFail();
    }

    private static void application() {
        Apps.namespace(NAMESPACE);
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app, namespace: e2e-platform, annotations: {backup.velero.io/backup-volumes: data}}
                spec:
                  containers: [%s]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(Apps.container("main", "{name: data, mountPath: /data}")));
        awaitReady(NAMESPACE, "app");
        Files.fill(NAMESPACE, "app", "/data", 8);
    }
}
