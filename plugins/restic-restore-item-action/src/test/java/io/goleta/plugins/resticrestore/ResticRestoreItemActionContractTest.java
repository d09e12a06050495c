package io.goleta.plugins.resticrestore;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.action.RestoreItemActionContract;
import io.goleta.testkit.action.TestConfig;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.action.TestRestore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ResticRestoreItemActionContractTest extends RestoreItemActionContract {
    @TempDir
    Path folder;

    @Override
    protected RestoreItemAction action() {
        return new ResticRestoreItemActionFactory()
                .create(
                        TestRestore.ofNothing()
                                .withVolumes("shop", "web", "data", "logs")
                                .withVolumes("shop", "restored-before", "data"),
                        TestConfig.of(Map.of("cpuLimit", "plenty", "secCtx", "runAsNonRoot: yes")),
                        TestContext.in(folder));
    }

    @Override
    protected List<KubernetesObject> items() {
        return List.of(
                pod("web", List.of()),
                pod("restored-before", List.of(Map.of("name", "restic-wait", "args", List.of("old-uid")))),
                pod("without-volumes-in-the-backup", List.of(Map.of("name", "init-db"))));
    }

    private static KubernetesObject pod(String name, List<Map<String, Object>> initContainers) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", name, "namespace", "shop", "uid", "pod-uid"),
                "spec",
                Map.of(
                        "volumes",
                        List.of(
                                Map.of("name", "data", "emptyDir", Map.of()),
                                Map.of("name", "logs", "emptyDir", Map.of())),
                        "initContainers",
                        initContainers,
                        "containers",
                        List.of(Map.of("name", "web"))),
                "status",
                Map.of("phase", "Running")));
    }
}
