package io.goleta.core.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.DownloadRequest;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCatalogTest {
    private static final KubernetesObject DAILY = backup("daily", "uid-1");

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final BackupCatalog catalog = new BackupCatalog(store);

    @TempDir
    Path scratch;

    private BackupFiles files;

    @BeforeEach
    void prepareFiles() throws IOException {
        Path contents = Files.writeString(scratch.resolve("contents"), "the archive");
        Path log = Files.writeString(scratch.resolve("log"), "the log");
        files = new BackupFiles(
                contents,
                log,
                List.of(KubernetesObject.of(Map.of("metadata", Map.of("name", "pvb-1")))),
                Map.of("v1/Pod", new TreeSet<>(List.of("shop/web-1", "shop/web-0"))),
                "{}\n".getBytes(UTF_8));
    }

    @Test
    void refusesFilesThatAreTooLargeForItsMemory() {
        put("backups/huge/velero-backup.json", "{\"metadata\":{\"name\":\"" + "x".repeat(5 << 20) + "\"}}");
        put("backups/bomb/velero-backup.json", "{}");
        putGzipped("backups/bomb/bomb-podvolumebackups.json.gz", "[" + " ".repeat((int) SizeLimit.SIDE_FILE) + "]");

        assertThatThrownBy(() -> catalog.metadata("huge"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("backups/huge/velero-backup.json is larger than");
        assertThatThrownBy(() -> catalog.podVolumeBackups("bomb"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("bomb-podvolumebackups.json.gz is larger than");
    }

    @Test
    void publishesTheFilesThatVeleroReads() {
        catalog.publish(DAILY, files);

        assertThat(keys())
                .containsExactly(
                        "backups/daily/daily-csi-volumesnapshotclasses.json.gz",
                        "backups/daily/daily-csi-volumesnapshotcontents.json.gz",
                        "backups/daily/daily-csi-volumesnapshots.json.gz",
                        "backups/daily/daily-logs.gz",
                        "backups/daily/daily-podvolumebackups.json.gz",
                        "backups/daily/daily-resource-list.json.gz",
                        "backups/daily/daily-results.gz",
                        "backups/daily/daily-volumesnapshots.json.gz",
                        "backups/daily/daily.tar.gz",
                        "backups/daily/velero-backup.json");
        assertThat(unpacked("backups/daily/daily-volumesnapshots.json.gz")).isEqualTo("null\n");
        assertThat(unpacked("backups/daily/daily-csi-volumesnapshots.json.gz")).isEqualTo("null\n");
        assertThat(unpacked("backups/daily/daily-resource-list.json.gz"))
                .isEqualTo("{\"v1/Pod\":[\"shop/web-0\",\"shop/web-1\"]}\n");
        assertThat(unpacked("backups/daily/daily-podvolumebackups.json.gz"))
                .isEqualTo("[{\"metadata\":{\"name\":\"pvb-1\"}}]\n");
        assertThat(unpacked("backups/daily/daily-results.gz")).isEqualTo("{}\n");
    }

    @Test
    void writesNullWhenThereAreNoVolumes() {
        catalog.publish(DAILY, without(List.of()));

        assertThat(unpacked("backups/daily/daily-podvolumebackups.json.gz")).isEqualTo("null\n");
        assertThat(catalog.podVolumeBackups("daily")).isEmpty();
    }

    @Test
    void publishesTheMetadataLast() {
        FailingStore failing = new FailingStore(store, "velero-backup.json");

        assertThatThrownBy(() -> new BackupCatalog(failing).publish(DAILY, files))
                .isSameAs(failing.failure());

        assertThat(failing.puts()).hasSize(10).endsWith("backups/daily/velero-backup.json");
    }

    @Test
    void leavesNothingOfABackupThatCouldNotBePublished() {
        FailingStore failing = new FailingStore(store, "-results.gz");

        assertThatThrownBy(() -> new BackupCatalog(failing).publish(DAILY, files))
                .isSameAs(failing.failure());

        assertThat(keys()).isEmpty();
    }

    @Test
    void keepsTheMetadataAsItIsButForTheChecksums() {
        catalog.publish(DAILY, files);

        KubernetesObject stored = catalog.metadata("daily").orElseThrow();
        assertThat(stored.without("metadata", "annotations")).isEqualTo(DAILY);
        assertThat(Checksums.of(stored, "daily.tar.gz"))
                .contains("c8d18c54d108f4f0237eb4e1c4473cfd3dbd267afe97c2d967003bda0f546e08");
        assertThat(text("backups/daily/velero-backup.json")).startsWith("{\n  \"apiVersion\": \"velero.io/v1\",\n");
    }

    @Test
    void listsTheChecksumOfEveryOtherFile() {
        catalog.publish(DAILY, files);

        KubernetesObject stored = catalog.metadata("daily").orElseThrow();
        assertThat(keys().stream().filter(key -> !key.endsWith("velero-backup.json")))
                .allSatisfy(key -> assertThat(Checksums.of(stored, BackupLayout.fileName(key)))
                        .isPresent());
    }

    @Test
    void replacesWhatAnInterruptedAttemptLeft() throws IOException {
        put("backups/daily/daily.tar.gz", "half of it");

        catalog.publish(DAILY, files);

        assertThat(read(catalog.contents("daily"))).isEqualTo("the archive");
    }

    @Test
    void publishesTheSameBackupAgain() throws IOException {
        catalog.publish(DAILY, files);
        Files.writeString(files.contents(), "the second archive");

        catalog.publish(DAILY, files);

        assertThat(read(catalog.contents("daily"))).isEqualTo("the second archive");
    }

    @Test
    void refusesToReplaceAnotherBackup() throws IOException {
        catalog.publish(DAILY, files);

        assertThatThrownBy(() -> catalog.publish(backup("daily", "uid-2"), files))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("already exists in object storage");
        assertThat(catalog.metadata("daily").orElseThrow().uid()).isEqualTo("uid-1");
        assertThat(read(catalog.contents("daily"))).isEqualTo("the archive");
    }

    @Test
    void tellsWhenTheArchiveIsNotTheOneThatWasPublished() {
        catalog.publish(DAILY, files);
        put("backups/daily/daily.tar.gz", "the archivE");

        InputStream contents = catalog.contents("daily");

        assertThatThrownBy(() -> read(contents))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE))
                .hasMessageContaining("backups/daily/daily.tar.gz is damaged");
    }

    @Test
    void tellsWhenAListIsNotTheOneThatWasPublished() {
        catalog.publish(DAILY, files);
        putGzipped("backups/daily/daily-podvolumebackups.json.gz", "null\n");

        assertThatThrownBy(() -> catalog.podVolumeBackups("daily"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE))
                .hasMessageContaining("SHA-256");
    }

    @Test
    void readsBackupsOfVeleroThatHaveNoChecksums() throws IOException {
        put("backups/old/velero-backup.json", "{\"kind\":\"Backup\",\"metadata\":{\"name\":\"old\"}}");
        put("backups/old/old.tar.gz", "old archive");

        assertThat(read(catalog.contents("old"))).isEqualTo("old archive");
        assertThat(catalog.podVolumeBackups("old")).isEmpty();
    }

    @Test
    void completesPodVolumeBackups() {
        catalog.publish(DAILY, files);

        assertThat(catalog.podVolumeBackups("daily")).singleElement().satisfies(volume -> {
            assertThat(volume.apiVersion()).isEqualTo("velero.io/v1");
            assertThat(volume.kind()).isEqualTo("PodVolumeBackup");
            assertThat(volume.name()).isEqualTo("pvb-1");
        });
    }

    @Test
    void namesTheDamagedFile() {
        put("backups/old/velero-backup.json", "{}");
        put("backups/old/old-podvolumebackups.json.gz", "no gzip");
        put("backups/broken/velero-backup.json", "{");

        assertThatThrownBy(() -> catalog.podVolumeBackups("old"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("backups/old/old-podvolumebackups.json.gz is damaged");
        assertThatThrownBy(() -> catalog.metadata("broken"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("backups/broken/velero-backup.json is damaged");
    }

    @Test
    void listsOnlyBackupsThatWereCommitted() {
        put("backups/b/velero-backup.json", "{}");
        put("backups/a-b/velero-backup.json", "{}");
        put("backups/a/velero-backup.json", "{}");
        put("backups/half/half.tar.gz", "");
        put("backups/readme", "");

        assertThat(catalog.backups()).containsExactly("a", "a-b", "b");
    }

    @Test
    void saysThatThereIsNoSuchBackup() {
        assertThat(catalog.metadata("nope")).isEmpty();
        assertThatThrownBy(() -> catalog.contents("nope"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("no backup nope");
    }

    @Test
    void saysThatTheArchiveIsMissing() {
        put("backups/a/velero-backup.json", "{}");

        assertThatThrownBy(() -> catalog.contents("a"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE))
                .hasMessageContaining("backups/a/a.tar.gz");
    }

    @Test
    void deletesTheMetadataFirstAndNothingElse() {
        catalog.publish(DAILY, files);
        put("backups/daily-2/velero-backup.json", "{}");
        FailingStore recording = new FailingStore(store, "never");

        new BackupCatalog(recording).deleteBackup("daily");

        assertThat(recording.deletes()).hasSize(10).startsWith("backups/daily/velero-backup.json");
        assertThat(keys()).containsExactly("backups/daily-2/velero-backup.json");
    }

    @Test
    void deletesAsMuchAsItCan() {
        catalog.publish(DAILY, files);
        FailingStore failing = new FailingStore(store, "-logs.gz");

        assertThatThrownBy(() -> new BackupCatalog(failing).deleteBackup("daily"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("1 of 9 files below backups/daily/");

        assertThat(keys()).containsExactly("backups/daily/daily-logs.gz");
    }

    @Test
    void storesAndDeletesWhatARestoreLeaves() throws IOException {
        Path log = Files.writeString(scratch.resolve("restore-log"), "restored");

        catalog.publishRestore("r1", log, "{}\n".getBytes(UTF_8));

        assertThat(keys()).containsExactly("restores/r1/restore-r1-logs.gz", "restores/r1/restore-r1-results.gz");
        assertThat(unpacked("restores/r1/restore-r1-results.gz")).isEqualTo("{}\n");
        catalog.deleteRestore("r1");
        assertThat(keys()).isEmpty();
    }

    @Test
    void opensWhatAClientAskedFor() throws IOException {
        catalog.publish(DAILY, files);

        assertThat(read(catalog.open(DownloadRequest.Kind.BackupLog, "daily").orElseThrow()))
                .isEqualTo("the log");
        assertThat(catalog.open(DownloadRequest.Kind.RestoreLog, "daily")).isEmpty();
        assertThat(catalog.key(DownloadRequest.Kind.BackupContents, "daily")).isEqualTo("backups/daily/daily.tar.gz");
    }

    @Test
    void acceptsALocationWithVelerosFoldersOnly() {
        for (String folder : List.of("backups", "restores", "restic", "metadata", "plugins", "kopia")) {
            put(folder + "/file", "");
        }
        put("loose-object", "");

        catalog.check();
    }

    @Test
    void leavesNothingBehindWhenItLooksWhetherItMayWrite() {
        catalog.checkWritable();

        assertThat(store.list("")).isEmpty();
        catalog.check();
    }

    @Test
    void namesForeignFolders() {
        put("apples/x", "");
        put("backups/x", "");
        put("pears/x", "");

        assertThatThrownBy(catalog::check)
                .isInstanceOf(GoletaException.class)
                .hasMessage("Backup store contains invalid top-level directories: [apples pears]");
    }

    @Test
    void countsManyForeignFolders() {
        List.of("a", "b", "c", "d", "e").forEach(folder -> put(folder + "/x", ""));

        assertThatThrownBy(catalog::check)
                .isInstanceOf(GoletaException.class)
                .hasMessage("Backup store contains 5 invalid top-level directories: [a b c ...]");
    }

    private BackupFiles without(List<KubernetesObject> volumes) {
        return new BackupFiles(files.contents(), files.log(), volumes, files.resourceList(), files.resultsJson());
    }

    private static KubernetesObject backup(String name, String uid) {
        return KubernetesObject.of(new java.util.TreeMap<>(
                Map.of("apiVersion", "velero.io/v1", "kind", "Backup", "metadata", Map.of("name", name, "uid", uid))));
    }

    private List<String> keys() {
        return store.list("").map(ObjectInfo::key).toList();
    }

    private void put(String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        store.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    private void putGzipped(String key, String content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        store.put(key, new ByteArrayInputStream(packed.toByteArray()), -1);
    }

    private String text(String key) {
        try {
            return read(store.get(key).orElseThrow());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String unpacked(String key) {
        try {
            return read(new GZIPInputStream(store.get(key).orElseThrow()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(InputStream opened) throws IOException {
        try (InputStream in = opened) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
