package com.example.redact;

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

class RedactedActionTest extends RestoreItemActionContract {
    @TempDir
    Path folder;

    @Override
    protected RestoreItemAction action() {
        return new RedactedOnRestore()
                .create(
                        TestRestore.ofNothing(),
                        TestConfig.of(Map.of("skipRedacted", "false")),
                        TestContext.in(folder));
    }

    @Override
    protected List<KubernetesObject> items() {
        KubernetesObject open = RedactActionTest.configMap("open", Map.of("color", "blue"));
        KubernetesObject secret = RedactActionTest.configMap("secret", Map.of("password", "REDACTED"));
        return List.of(open, Redaction.note(secret, List.of("password")));
    }
}
