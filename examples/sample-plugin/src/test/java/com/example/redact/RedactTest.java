package com.example.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.action.TestRestore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SPI and two stand-ins from the testkit are all it takes to test a plugin's logic. */
class RedactTest {
    private static final KubernetesObject SETTINGS = KubernetesObject.of(Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "settings", "namespace", "shop", "labels", Map.of("example.com/redact", "true")),
            "data",
            Map.of("password", "s3cret", "color", "blue")));

    @TempDir
    Path folder;

    @Test
    void looksAtLabelledConfigMapsOnly() {
        assertThat(onBackup(Map.of()).appliesTo().includedResources()).containsExactly("configmaps");
        assertThat(onBackup(Map.of()).appliesTo().labelSelector()).isEqualTo("example.com/redact=true");
    }

    @Test
    void keepsValuesOutOfTheBackup() {
        KubernetesObject written = onBackup(Map.of()).execute(SETTINGS).item();

        assertThat(written.strings("data")).isEqualTo(Map.of("password", "REDACTED", "color", "blue"));
        assertThat(written.annotations()).containsEntry("example.com/redacted-keys", "password");
    }

    @Test
    void redactsWhatItsConfigMapNames() {
        KubernetesObject written = onBackup(Map.of("keys", "color, size", "replacement", "-"))
                .execute(SETTINGS)
                .item();

        assertThat(written.strings("data")).isEqualTo(Map.of("password", "s3cret", "color", "-"));
    }

    @Test
    void leavesOtherObjectsAsTheyAre() {
        assertThat(onBackup(Map.of("keys", "size")).execute(SETTINGS).item()).isSameAs(SETTINGS);
    }

    @Test
    void refusesABadConfigMapAsAWhole() {
        assertThatThrownBy(() -> onBackup(Map.of("keys", "a,,b", "replace", "x")))
                .isInstanceOf(GoletaException.class)
                .hasMessage("ConfigMap velero/redact: keys is \"a,,b\" but must be names of keys, like a,b;"
                        + " unknown key replace (known: keys, replacement)");
    }

    @Test
    void warnsWhenAnObjectComesBackWithoutItsValues() {
        RestoreItemResult result = restored(Map.of());

        assertThat(result.skip()).isFalse();
        assertThat(result.item().annotations()).isEmpty();
        assertThat(result.warnings())
                .containsExactly(
                        "ConfigMap shop/settings is restored without its values of password; put them in by hand");
    }

    @Test
    void leavesRedactedObjectsOutIfItIsToldTo() {
        assertThat(restored(Map.of("skipRedacted", "true")).skip()).isTrue();
    }

    @Test
    void restoresAnObjectThatLacksNothing() {
        RestoreItemResult result = onRestore(Map.of()).execute(SETTINGS, SETTINGS);

        assertThat(result).isEqualTo(RestoreItemResult.of(SETTINGS));
    }

    private RestoreItemResult restored(Map<String, String> config) {
        KubernetesObject written = onBackup(Map.of()).execute(SETTINGS).item();
        return onRestore(config).execute(written, written);
    }

    private BackupItemAction onBackup(Map<String, String> config) {
        BackupDetails backup =
                new BackupDetails(KubernetesObject.of(Map.of("metadata", Map.of("name", "daily"))), false);
        return new RedactOnBackup()
                .create(backup, new PluginConfig("ConfigMap velero/redact", config), TestContext.in(folder));
    }

    private RestoreItemAction onRestore(Map<String, String> config) {
        return new RedactedOnRestore()
                .create(
                        TestRestore.ofNothing(),
                        new PluginConfig("ConfigMap velero/redact", config),
                        TestContext.in(folder));
    }
}
