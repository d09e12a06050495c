package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.server.restorehelper.TimeMark;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of a volume: whose files are in it, its own owner and mode, and the mark for the waiting container. */
class RestoreIntoVolumeTest {
    private static final String UID = "restore-uid";
    private static final Instant THEN = Instant.parse("2001-09-09T01:46:40.123456789Z");

    @TempDir
    Path pods;

    private final KnownObjects cluster = new KnownObjects();
    private final FakeDataMover mover = new FakeDataMover();
    private Path directory = Path.of("");

    @BeforeEach
    void setUp() throws IOException {
        directory = Files.createDirectories(pods.resolve("uid-1/volumes/kubernetes.io~empty-dir/data"));
        pod(Map.of());
        run("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/base/1", ".hidden"})
    void writesNothingWhereSomebodysFilesAre(String file) throws Exception {
        somebodys(file);
        PodVolumeRestore.Status status = restored(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message())
                .startsWith("volume data of pod shop/web held files before, among them " + file)
                .contains("--existing-resource-policy=update");
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void overwritesFilesWhereTheRestoreAsksForItAndSaysSo() throws Exception {
        somebodys("older");
        run("update");
        PodVolumeRestore.Status status = restored(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.message())
                .isEqualTo("volume data of pod shop/web held files before, among them older; those that the backup has"
                        + " were overwritten, the others are still there");
    }

    @Test
    void whatEveryVolumeHasIsNobodys() throws Exception {
        Files.createDirectories(directory.resolve("lost+found"));
        Files.createDirectories(directory.resolve("folder/without/files"));
        somebodys(".velero/an-older-mark");
        PodVolumeRestore.Status status = restored(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.message()).isNull();
    }

    /** The server makes a failed PodVolumeRestore anew when it executes the restore again. */
    @Test
    void knowsTheFilesThatTheSameRestoreLeftBefore() throws Exception {
        TimeMark.BEGUN.putOn(directory, UID);
        somebodys("half");
        assertThat(restored(restore()).phase()).isEqualTo(PodVolumePhase.Completed);

        TimeMark.BEGUN.putOn(directory, "another");
        Files.delete(directory.resolve(".velero/" + UID));
        assertThat(restored(restore()).phase()).isEqualTo(PodVolumePhase.Failed);
    }

    @Test
    void ownerModeTimeAndAttributesOfTheFolderComeBack() throws Exception {
        Path original = Files.createDirectories(pods.resolve("original"));
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives folders away");
        Files.setAttribute(original, "unix:uid", 999);
        Files.setAttribute(original, "unix:gid", 998);
        Files.setAttribute(original, "unix:mode", 03775);
        attributes(original).write("tag", ByteBuffer.wrap("käse".getBytes(StandardCharsets.UTF_8)));
        Files.setLastModifiedTime(original, FileTime.from(THEN));

        recorded(FolderAttributes.of(original, warning -> {}).toJson());
        PodVolumeRestore.Status status = restored(restore());

        assertThat(status.message()).isNull();
        assertThat(Files.readAttributes(directory, "unix:uid,gid,mode,lastModifiedTime"))
                .isEqualTo(Files.readAttributes(original, "unix:uid,gid,mode,lastModifiedTime"));
        ByteBuffer tag = ByteBuffer.allocate(16);
        assertThat(attributes(directory).read("tag", tag)).isEqualTo(5);
    }

    @Test
    void aBackupWithoutThemLeavesTheFolderAsItIs() throws Exception {
        Files.setAttribute(directory, "unix:mode", 02711);
        assertThat(restored(restore()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat((int) Files.getAttribute(directory, "unix:mode") & 07777).isEqualTo(02711);
    }

    @Test
    void theGroupThatTheKubeletGaveTheFolderForThisPodStays() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives folders away");
        pod(Map.of("fsGroup", 4321));
        Files.setAttribute(directory, "unix:gid", 4321);
        Files.setAttribute(directory, "unix:mode", 02775);
        Path original = Files.createDirectories(pods.resolve("original"));
        Files.setAttribute(original, "unix:mode", 0700);

        recorded(FolderAttributes.of(original, warning -> {}).toJson());
        restored(restore());

        assertThat(Files.getAttribute(directory, "unix:gid")).isEqualTo(4321);
        assertThat((int) Files.getAttribute(directory, "unix:mode") & 07777).isEqualTo(02770);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"uid\":\"root\",\"gid\":1,\"mode\":\"700\",\"modified\":\"x\"}", "\0"})
    void attributesThatCannotBeReadCostAWarning(String json) throws Exception {
        recorded(json);
        PodVolumeRestore.Status status = restored(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.message()).isEqualTo("the attributes of the volume's folder in the backup are invalid");
    }

    @Test
    void whatTheMoverWarnsOfIsTheMessage() throws Exception {
        mover.warnings.add("owners of 2 files could not be set");
        assertThat(restored(restore()).message()).isEqualTo("owners of 2 files could not be set");
    }

    @Test
    void aVolumeThatIsFullToTheLastInodeIsMarkedAllTheSame() throws Exception {
        mount("-o", "size=4k,nr_inodes=2");
        try {
            mover.meanwhile = () -> somebodys("file");
            PodVolumeRestore.Status status = restored(restore());
            assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
            assertThat(directory.resolve(".velero")).doesNotExist();
            assertThat(TimeMark.DONE.isOn(directory, UID)).isTrue();
            assertThat(TimeMark.DONE.isOn(directory, "another")).isFalse();
        } finally {
            command("umount", directory.toString());
        }
    }

    @Test
    void aVolumeThatIsMountedReadOnlyFailsWithWhatToDo() throws Exception {
        mount("-o", "ro");
        try {
            PodVolumeRestore.Status status = restored(restore());
            assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
            assertThat(status.message()).contains("mounted read-only").contains("a pod that mounts it writable");
        } finally {
            command("umount", directory.toString());
        }
    }

    @Test
    void aFolderThatOnlyItsOwnerMayEnterHasAMarkThatAllCanSee() throws Exception {
        Files.setAttribute(directory, "unix:mode", 0700);
        restored(restore());
        assertThat(directory.resolve(".velero/" + UID)).exists();
        assertThat(TimeMark.DONE.isOn(directory, UID)).isTrue();
    }

    @Test
    void noMarkStaysInTheTimesOfAFolderThatNeedsNone() throws Exception {
        restored(restore());
        assertThat(Files.readAttributes(directory, "lastAccessTime"))
                .hasEntrySatisfying(
                        "lastAccessTime",
                        time -> assertThat((FileTime) time)
                                .isLessThan(FileTime.from(Instant.parse("2031-01-01T00:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escaped", "/tmp/escaped", "..", "a/b", " "})
    void aUidThatIsNoFileNameIsRefused(String uid) throws Exception {
        PodVolumeRestore restore = VeleroKind.POD_VOLUME_RESTORE.of(
                restore().object().with(List.of(owner(uid)), "metadata", "ownerReferences"));
        run("none", uid);
        PodVolumeRestore.Status status = restored(restore);
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).contains("uid of the PodVolumeRestore's controlling owner is invalid");
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void writesNothingUnderAPodThatWorksInTheClaim() throws Exception {
        claimed("web", "uid-1", Map.of("initContainers", List.of(Map.of("name", "restic-wait"))));
        Files.createDirectories(pods.resolve("uid-1/volumes/kubernetes.io~local-volume/pv-1"));
        claimed("waits-too", "uid-2", Map.of("initContainers", List.of(Map.of("name", "restic-wait"))));
        assertThat(restored(restore()).phase()).isEqualTo(PodVolumePhase.Completed);

        mover.restored.clear();
        Files.delete(pods.resolve("uid-1/volumes/kubernetes.io~local-volume/pv-1/.velero/" + UID));
        claimed("other", "uid-3", Map.of());
        PodVolumeRestore.Status status = restored(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).startsWith("pod other works in the claim of volume data of pod shop/web");
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void aPodThatBeginsToWorkInTheClaimMeanwhileFailsTheRestore() throws Exception {
        claimed("web", "uid-1", Map.of("initContainers", List.of(Map.of("name", "restic-wait"))));
        Path volume = Files.createDirectories(pods.resolve("uid-1/volumes/kubernetes.io~local-volume/pv-1"));
        mover.meanwhile = () -> claimed("other", "uid-3", Map.of());
        assertThat(restored(restore()).phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(volume.resolve(".velero")).doesNotExist();
    }

    private void claimed(String name, String uid, Map<String, Object> spec) {
        cluster.put(
                GroupResource.PERSISTENT_VOLUME_CLAIMS,
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "claim"),
                        "spec", Map.of("volumeName", "pv-1"))));
        cluster.put(GroupResource.PERSISTENT_VOLUMES, KubernetesObject.of(Map.of("metadata", Map.of("name", "pv-1"))));
        Map<String, Object> claim = Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "claim"));
        KubernetesObject pod = KubernetesObject.of(Map.of(
                "metadata", Map.of("namespace", "shop", "name", name, "uid", uid),
                "spec", spec,
                "status",
                        Map.of(
                                "phase",
                                "Running",
                                "initContainerStatuses",
                                List.of(Map.of("name", "restic-wait", "state", Map.of("running", Map.of()))))));
        cluster.put(GroupResource.PODS, pod.with(List.of(claim), "spec", "volumes"));
    }

    @Test
    void isCancelledByItsSpec() throws Exception {
        PodVolumeRestore.Status status =
                restored(VeleroKind.POD_VOLUME_RESTORE.of(restore().object().with(true, "spec", "cancel")));
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Canceled);
        assertThat(mover.restored).isEmpty();
    }

    private void somebodys(String file) {
        try {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.createFile(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mount(String... options) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root mounts");
        List<String> line = new ArrayList<>(List.of("mount", "-t", "tmpfs"));
        line.addAll(List.of(options));
        line.addAll(List.of("none", directory.toString()));
        assumeTrue(command(line.toArray(String[]::new)) == 0, "may mount");
    }

    private static int command(String... line) throws Exception {
        return new ProcessBuilder(line).start().waitFor();
    }

    private static UserDefinedFileAttributeView attributes(Path folder) {
        return Files.getFileAttributeView(folder, UserDefinedFileAttributeView.class);
    }

    /** With the volume's snapshot, and beside that of a different volume. */
    private void recorded(String folder) {
        for (String snapshot : List.of("beef", "c0ffee")) {
            KubernetesObject backup = KubernetesObject.of(Map.of(
                    "metadata", Map.of("namespace", "velero", "name", "daily-" + snapshot),
                    "status", Map.of("phase", "Completed", "snapshotID", snapshot)));
            cluster.put(
                    VeleroKind.POD_VOLUME_BACKUP.id(),
                    snapshot.equals("beef") ? backup : backup.withAnnotation(VeleroApi.VOLUME_FOLDER, folder));
        }
    }

    private void run(String policy) {
        run(policy, UID);
    }

    private void run(String policy, String uid) {
        cluster.put(
                VeleroKind.RESTORE.id(),
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "velero", "name", "again", "uid", uid),
                        "spec", Map.of("existingResourcePolicy", policy, "backupName", "daily"),
                        "status", Map.of("phase", "InProgress"))));
    }

    private PodVolumeRestore.Status restored(PodVolumeRestore restore) throws InterruptedException {
        return new PodVolumeRestoreReconciler(
                        cluster,
                        new VolumePaths(pods, HostPaths.writable(List.of(), List.of(), pods), cluster),
                        (uploader, location, repository) -> mover,
                        new TransferLimiter(1),
                        Clock.systemUTC(),
                        TransferTiming.STANDARD)
                .reconcile(restore, changed -> {})
                .update()
                .orElseThrow()
                .status();
    }

    private void pod(Map<String, Object> securityContext) {
        cluster.put(
                GroupResource.PODS,
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "web", "uid", "uid-1"),
                        "spec",
                                Map.of(
                                        "securityContext", securityContext,
                                        "volumes", List.of(Map.of("name", "data", "emptyDir", Map.of())),
                                        "initContainers", List.of(Map.of("name", "restic-wait"))),
                        "status",
                                Map.of(
                                        "initContainerStatuses",
                                        List.of(Map.of(
                                                "name", "restic-wait", "state", Map.of("running", Map.of())))))));
    }

    private static Map<String, Object> owner(String uid) {
        return Map.of("kind", "Restore", "name", "again", "uid", uid, "controller", true);
    }

    private static PodVolumeRestore restore() {
        PodVolumeRestore restore = VeleroKind.POD_VOLUME_RESTORE.of(KubernetesObject.of(Map.of(
                "metadata",
                Map.of("namespace", "velero", "name", "again-1", "uid", "1", "ownerReferences", List.of(owner(UID))))));
        restore.setSpec(new PodVolumeRestore.Spec(
                new ObjectReferenceBuilder()
                        .withKind("Pod")
                        .withNamespace("shop")
                        .withName("web")
                        .withUid("uid-1")
                        .build(),
                "data",
                "default",
                "s3:bucket/restic/shop",
                "c0ffee",
                "shop",
                "restic"));
        return restore;
    }
}
