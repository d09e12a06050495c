package io.goleta.plugins.restic;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.action.BackupItemActionContract;
import io.goleta.testkit.action.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class PodVolumesActionContractTest extends BackupItemActionContract {
    private static final List<String> VOLUMES = List.of("data", "cache", "node", "claimed");

    @TempDir
    Path folder;

    @Override
    protected BackupItemAction action() {
        BackupDetails backup =
                new BackupDetails(KubernetesObject.of(Map.of("metadata", Map.of("name", "daily"))), true);
        TestContext context = TestContext.in(folder)
                .withEnvironment("GOLETA_HOST_PATHS", "/srv")
                .withObject(
                        GroupResource.PERSISTENT_VOLUME_CLAIMS,
                        KubernetesObject.of(Map.of(
                                "metadata", Map.of("name", "claim", "namespace", "shop"),
                                "spec", Map.of("volumeMode", "Filesystem"))));
        return new PodVolumesActionFactory().create(backup, PluginConfig.empty(), context);
    }

    @Override
    protected List<KubernetesObject> items() {
        return List.of(
                pod("plain", Map.of()),
                pod("opted-out", Map.of("backup.velero.io/backup-volumes-excludes", "data, cache")),
                pod("of-the-node", Map.of("backup.goleta.io/host-path-volumes", "node")));
    }

    private static KubernetesObject pod(String name, Map<String, String> annotations) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", name, "namespace", "shop", "annotations", annotations),
                "spec",
                Map.of(
                        "volumes",
                        List.of(
                                Map.of("name", "data", "emptyDir", Map.of()),
                                Map.of("name", "cache", "emptyDir", Map.of()),
                                Map.of("name", "node", "hostPath", Map.of("path", "/srv/data")),
                                Map.of("name", "claimed", "persistentVolumeClaim", Map.of("claimName", "claim"))),
                        "containers",
                        List.of(Map.of(
                                "name",
                                "web",
                                "volumeMounts",
                                VOLUMES.stream()
                                        .map(volume -> Map.of("name", volume))
                                        .toList()))),
                "status",
                Map.of("phase", "Running")));
    }
}
