package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Restore;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.archive.ArchiveWriter;
import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were damaged, or made to do harm. */
@Timeout(60)
class HostileBackupTest {
    private static final ArchiveItem SETTINGS = new ArchiveItem("configmaps", "shop", "settings");

    @TempDir
    Path folder;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(folder);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void aTruncatedArchiveIsRefusedBeforeAnythingIsChanged() throws IOException {
        Path archive = archive(SETTINGS, Json.write(configMap("shop", "settings")));
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(bytes, bytes.length - 40));
        scenario.publish(archive);

        assertThatThrownBy(() -> scenario.restore(Map.of()))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE));

        assertThat(scenario.find("namespaces", "", "shop")).isEmpty();
        assertThat(scenario.results("r0")).contains("Cannot read the archive");
        assertThat(scenario.log("r0")).contains("level=error");
    }

    @Test
    void anArchiveThatPointsOutsideIsRefused() throws IOException {
        Path archive = folder.resolve("evil.tar.gz");
        try (OutputStream file = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            put(tar, "metadata/version", "1.1.0\n");
            put(tar, "resources/configmaps/namespaces/shop/../../../../../etc/cron.d/evil.json", "{}");
        }
        scenario.publish(archive);

        assertThatThrownBy(() -> scenario.restore(Map.of()))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("..");
    }

    @Test
    void anObjectThatClaimsToBeInAnotherNamespaceIsAnError() {
        scenario.publish(archive(SETTINGS, Json.write(configMap("kube-system", "settings"))));

        RestoreReport report = scenario.restore(Map.of("includedNamespaces", List.of("shop")));

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.find("configmaps", "kube-system", "settings")).isEmpty();
        assertThat(scenario.results("r0")).contains("configmaps/shop/settings in the backup holds another object");
    }

    @Test
    void anObjectThatClaimsToBeOfAnotherKindIsAnError() {
        KubernetesObject secret = Samples.object("v1", "Secret", "shop", "settings");
        scenario.publish(archive(SETTINGS, Json.write(secret)));

        RestoreReport report = scenario.restore(Map.of("excludedResources", List.of("secrets")));

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.find("secrets", "shop", "settings")).isEmpty();
        assertThat(scenario.results("r0")).contains("holds a v1 Secret under that name instead of a v1 ConfigMap");
    }

    @Test
    void anObjectThatIsNoJsonIsAnErrorThatDoesNotQuoteIt() {
        scenario.publish(archive(SETTINGS, "{\"data\": hunter2".getBytes(StandardCharsets.UTF_8)));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains("configmaps/shop/settings in the backup is not JSON")
                .doesNotContain("hunter2");
    }

    private Path archive(ArchiveItem item, byte[] json) {
        Path file = folder.resolve("hand-made.tar.gz");
        try (ArchiveWriter writer = ArchiveWriter.create(file, Clock.systemUTC())) {
            writer.add(item, "v1", json);
        }
        return file;
    }

    private static void put(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
