package com.example.redact;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.action.BackupItemActionContract;
import io.goleta.testkit.action.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What the host expects of every action: the testkit has it as tests. */
class RedactActionTest extends BackupItemActionContract {
    @TempDir
    Path folder;

    @Override
    protected BackupItemAction action() {
        BackupDetails backup =
                new BackupDetails(KubernetesObject.of(Map.of("metadata", Map.of("name", "daily"))), false);
        return new RedactOnBackup().create(backup, PluginConfig.empty(), TestContext.in(folder));
    }

    @Override
    protected List<KubernetesObject> items() {
        return List.of(configMap("open", Map.of("color", "blue")), configMap("secret", Map.of("password", "s3cret")));
    }

    static KubernetesObject configMap(String name, Map<String, String> data) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", "shop", "labels", Map.of("example.com/redact", "true")),
                "data",
                data));
    }
}
