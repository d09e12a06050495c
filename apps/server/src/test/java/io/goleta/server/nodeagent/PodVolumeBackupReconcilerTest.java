package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.volume.IncompleteSnapshotException;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodVolumeBackupReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final TransferTiming FAST = new TransferTiming(
            Duration.ofMinutes(1), new ExponentialBackoff(Duration.ofMillis(2), Duration.ofMillis(2), 3));
    private static final Map<String, String> TAGS =
            Map.of("backup", "daily", "backup-uid", "b-1", "pod-uid", "uid-1", "volume", "data");

    @TempDir
    Path pods;

    private final KnownObjects cluster = new KnownObjects();
    private final FakeDataMover mover = new FakeDataMover();
    private final List<String> opened = new ArrayList<>();
    private final List<PodVolumeBackup.Status> reported = new ArrayList<>();
    private Path directory = Path.of("");
    private HostPaths hostPaths = HostPaths.readable(List.of(), Path.of("/"));

    @BeforeEach
    void setUp() throws IOException {
        directory = Files.createDirectories(pods.resolve("uid-1/volumes/kubernetes.io~empty-dir/data"));
        cluster.put(
                GroupResource.PODS,
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "web", "uid", "uid-1"),
                        "spec", Map.of("volumes", List.of(Map.of("name", "data", "emptyDir", Map.of()))))));
    }

    @Test
    void claimsTheWorkDoesItAndTellsTheSnapshot() throws InterruptedException {
        PodVolumeBackup.Status status = reconcile(backup());

        assertThat(status)
                .isEqualTo(new PodVolumeBackup.Status(
                        PodVolumePhase.Completed,
                        directory.toString(),
                        "c0ffee",
                        null,
                        NOW,
                        NOW,
                        new PodVolumeProgress(42, 42)));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.empty()));
        assertThat(opened).containsExactly("restic default s3:bucket/restic/shop");
        assertThat(mover.closed).isTrue();
        assertThat(reported.getFirst().phase()).isEqualTo(PodVolumePhase.InProgress);
        assertThat(reported.getFirst().startTimestamp()).isEqualTo(NOW);
        assertThat(reported.getLast().progress()).isEqualTo(new PodVolumeProgress(42, 21));
    }

    @Test
    void completesWithoutSnapshotWhenTheVolumeIsEmpty() throws InterruptedException {
        mover.next = new Snapshot("", 0);
        PodVolumeBackup.Status status = reconcile(backup());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.snapshotID()).isEmpty();
        assertThat(status.message()).isEqualTo("volume was empty so no snapshot was taken");
    }

    /** It may lack files, and who knew is gone. */
    @Test
    void readsTheVolumeOnceMoreWhereAnEarlierAgentLeftASnapshot() throws InterruptedException {
        mover.existing.put(Map.of("backup-uid", "b-1", "pod-uid", "uid-1", "volume", "data"), new Snapshot("beef", 7));
        PodVolumeBackup backup = inProgress();
        PodVolumeBackup.Status status = reconcile(backup);
        assertThat(status.snapshotID()).isEqualTo("c0ffee");
        assertThat(status.startTimestamp()).isEqualTo(NOW.minusSeconds(60));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.of("beef")));
        assertThat(mover.forgotten).containsExactly("beef");
    }

    @Test
    void doesTheWorkAgainThatAnEarlierAgentHadNotFinished() throws InterruptedException {
        assertThat(reconcile(inProgress()).snapshotID()).isEqualTo("c0ffee");
        assertThat(mover.backedUp).hasSize(1);
    }

    @Test
    void continuesTheLatestSnapshotOfTheSameClaim() throws InterruptedException {
        earlier("one", "default", "Completed", "aaaa", "2026-01-01T00:00:00Z");
        earlier("two", "default", "Completed", "bbbb", "2026-01-02T00:00:00Z");
        earlier("failed", "default", "Failed", "", "2026-01-02T01:00:00Z");
        earlier("empty", "default", "Completed", "", "2026-01-02T01:00:00Z");
        earlier("elsewhere", "other", "Completed", "dddd", "2026-01-02T01:00:00Z");
        PodVolumeBackup backup = backup();
        backup.setLabel(VeleroApi.PVC_UID, "pvc-1");
        reconcile(backup);
        assertThat(mover.backedUp.getFirst().parent()).contains("bbbb");
    }

    @Test
    void continuesTheLatestSnapshotOfTheVolumeInAPodThatWasReplaced() throws InterruptedException {
        inLineage("one", "web-old", "images-1", "aaaa", "2026-01-01T00:00:00Z");
        inLineage("two", "web-older", "images-1", "bbbb", "2026-01-01T01:00:00Z");
        inLineage("two-too", "web-oldest", "images-1", "cccc", "2026-01-01T01:00:00Z");
        reconcile(ofLineage("images-1"));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.of("cccc"), true));
    }

    @Test
    void prefersThePodOfTheSameNameAsAStatefulSetHasIt() throws InterruptedException {
        inLineage("same", "web", "images-1", "aaaa", "2026-01-01T00:00:00Z");
        inLineage("newer", "web-1", "images-1", "bbbb", "2026-01-02T00:00:00Z");
        reconcile(ofLineage("images-1"));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.of("aaaa"), true));
    }

    @Test
    void mistrustsTimesWhereOtherImagesFilledTheVolume() throws InterruptedException {
        inLineage("one", "web-old", "images-0", "aaaa", "2026-01-01T00:00:00Z");
        reconcile(ofLineage("images-1"));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.of("aaaa"), false));
    }

    @Test
    void isStrictInThePodThatWasThereBefore() throws InterruptedException {
        inLineage("other", "web-old", "images-1", "aaaa", "2026-01-02T00:00:00Z");
        KubernetesObject same = inLineage("same", "web", "images-1", "bbbb", "2026-01-01T00:00:00Z");
        cluster.put(VeleroKind.POD_VOLUME_BACKUP.id(), same.with("uid-1", "spec", "pod", "uid"));
        reconcile(ofLineage("images-1"));
        assertThat(mover.backedUp).containsExactly(new VolumeSource(directory, TAGS, Optional.of("bbbb"), false));
    }

    @Test
    void doesNotContinueAnotherReplicaOfTheSameBackup() throws InterruptedException {
        KubernetesObject replica = inLineage("replica", "web-2", "images-1", "aaaa", "2026-01-02T00:00:00Z");
        cluster.put(VeleroKind.POD_VOLUME_BACKUP.id(), replica.withLabel(VeleroApi.BACKUP_UID, "b-1"));
        reconcile(ofLineage("images-1"));
        assertThat(mover.backedUp.getFirst().parent()).isEmpty();
    }

    @Test
    void keepsNothingOfADirectoryOfTheNodeThatWasExchangedOnTheWay() throws Exception {
        Path srv = Files.createDirectories(pods.resolve("srv"));
        Files.createDirectories(srv.resolve("mine"));
        Files.createDirectories(srv.resolve("yours"));
        cluster.put(
                GroupResource.PODS,
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "web", "uid", "uid-1"),
                        "spec",
                                Map.of(
                                        "volumes",
                                        List.of(Map.of("name", "data", "hostPath", Map.of("path", "/srv/mine")))))));
        hostPaths = HostPaths.readable(List.of(Path.of("/srv")), pods);

        assertThat(reconcile(ofHost()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(mover.forgotten).isEmpty();

        mover.meanwhile = () -> {
            try {
                Files.delete(srv.resolve("mine"));
                Files.createSymbolicLink(srv.resolve("mine"), Path.of("yours"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThat(reconcile(ofHost()).message()).contains("was replaced during the backup");
        assertThat(mover.forgotten).containsExactly("c0ffee");
    }

    @Test
    void failsWithTheMoversReason() throws InterruptedException {
        mover.failure = GoletaException.retryable(Fault.STORAGE, "the bucket is full", null);
        PodVolumeBackup.Status status = reconcile(backup());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).isEqualTo("the bucket is full");
        assertThat(status.completionTimestamp()).isEqualTo(NOW);
        assertThat(status.progress()).isEqualTo(new PodVolumeProgress(42, 21));
    }

    @Test
    void triesAgainWhenResticWasKilled() throws InterruptedException {
        mover.failure = GoletaException.retryable(Fault.INTERNAL, "restic was killed by signal 9", null);
        mover.failures = 2;
        PodVolumeBackup.Status status = reconcile(backup());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.snapshotID()).isEqualTo("c0ffee");
        assertThat(status.message()).isNull();
    }

    @Test
    void keepsTheSnapshotOfAVolumeInWhichFilesCouldNotBeRead() throws InterruptedException {
        mover.failure = new IncompleteSnapshotException(new Snapshot("part", 40), "could not read 1 of its files: a");
        PodVolumeBackup.Status status = reconcile(backup());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.snapshotID()).isEqualTo("part");
        assertThat(status.message()).isEqualTo("could not read 1 of its files: a");
    }

    @Test
    void continuesAnIncompleteSnapshotToo() throws InterruptedException {
        earlier("failed", "default", "Failed", "cccc", "2026-01-02T01:00:00Z");
        PodVolumeBackup backup = backup();
        backup.setLabel(VeleroApi.PVC_UID, "pvc-1");
        reconcile(backup);
        assertThat(mover.backedUp.getFirst().parent()).contains("cccc");
    }

    @Test
    void namesWhatAUserShouldKnow() throws InterruptedException {
        mover.warnings.add("1 files were deleted: x");
        KubernetesObject asking =
                backup().object().with(Map.of("ParallelFilesUpload", "4"), "spec", "uploaderSettings");
        PodVolumeBackup.Status status = reconcile(VeleroKind.POD_VOLUME_BACKUP.of(asking));
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(status.message())
                .startsWith("spec.uploaderSettings [ParallelFilesUpload] have no effect")
                .endsWith("1 files were deleted: x");
    }

    @Test
    void isCancelledByItsSpec() throws InterruptedException {
        PodVolumeBackup.Status status =
                reconcile(VeleroKind.POD_VOLUME_BACKUP.of(backup().object().with(true, "spec", "cancel")));
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Canceled);
        assertThat(status.message()).isEqualTo("cancelled: spec.cancel is true");
        assertThat(mover.backedUp).isEmpty();
    }

    @Test
    void noMessageGrowsWithAName() throws InterruptedException {
        String name = "v".repeat(1_000_000);
        PodVolumeBackup.Status status =
                reconcile(VeleroKind.POD_VOLUME_BACKUP.of(backup().object().with(name, "spec", "volume")));
        assertThat(status.message())
                .startsWith("getting volume directory name: ")
                .hasSizeLessThan(5_000);
    }

    @Test
    void recordsOwnerAndModeOfTheVolumesFolder() throws Exception {
        Files.setAttribute(directory, "unix:mode", 02750);
        PodVolumeBackup backup =
                reconciler().reconcile(backup(), changed -> {}).update().orElseThrow();
        assertThat(backup.annotations().get("goleta.io/volume-folder")).contains("\"mode\":\"2750\"");
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() throws InterruptedException {
        mover.failure = new GoletaException(Fault.USER, "the password is another one");
        mover.failures = 1;
        assertThat(reconcile(backup()).message()).isEqualTo("the password is another one");
    }

    @Test
    void failsWhenThePodIsGoneOrAnotherOne() throws InterruptedException {
        KubernetesObject pod = cluster.objects.values().iterator().next();
        cluster.put(GroupResource.PODS, pod.with("uid-2", "metadata", "uid"));
        assertThat(reconcile(backup()).message()).contains("it was replaced");
        cluster.objects.clear();
        assertThat(reconcile(backup()).message()).isEqualTo("getting pod shop/web: pods \"web\" not found");
    }

    @Test
    void writesNoEndWhenTheAgentStops() {
        mover.interruptTheNext();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> reconcile(backup()));
        assertThat(reported).allMatch(status -> status.phase() == PodVolumePhase.InProgress);
    }

    @Test
    void triesAgainWhenItCouldNotEvenBegin() {
        GoletaException away = GoletaException.retryable(Fault.CLUSTER, "the API server is away", null);
        PodVolumeBackupReconciler reconciler = new PodVolumeBackupReconciler(
                cluster,
                new VolumePaths(pods, hostPaths, cluster),
                (uploader, location, repository) -> {
                    throw away;
                },
                new TransferLimiter(1),
                Clock.fixed(NOW, ZoneOffset.UTC),
                FAST);
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> reconciler.reconcile(backup(), changed -> {}))
                .isSameAs(away);
    }

    @Test
    void leavesWorkAloneThatIsOver() throws InterruptedException {
        PodVolumeBackup backup = backup();
        backup.setStatus(status(PodVolumePhase.Completed));
        assertThat(reconciler().reconcile(backup, changed -> {})).isEqualTo(ReconcileResult.done());
    }

    private PodVolumeBackup.Status reconcile(PodVolumeBackup backup) throws InterruptedException {
        return reconciler()
                .reconcile(backup, changed -> reported.add(changed.status()))
                .update()
                .orElseThrow()
                .status();
    }

    private PodVolumeBackupReconciler reconciler() {
        return new PodVolumeBackupReconciler(
                cluster,
                new VolumePaths(pods, hostPaths, cluster),
                (uploader, location, repository) -> {
                    opened.add(uploader + " " + location + " " + repository);
                    return mover;
                },
                new TransferLimiter(1),
                Clock.fixed(NOW, ZoneOffset.UTC),
                FAST);
    }

    private static PodVolumeBackup inProgress() {
        PodVolumeBackup backup = backup();
        backup.setStatus(status(PodVolumePhase.InProgress));
        return backup;
    }

    private static PodVolumeBackup.Status status(PodVolumePhase phase) {
        return new PodVolumeBackup.Status(phase, null, null, null, NOW.minusSeconds(60), null, null);
    }

    private static PodVolumeBackup backup() {
        PodVolumeBackup backup = VeleroKind.POD_VOLUME_BACKUP.of(KubernetesObject.of(Map.of(
                "metadata",
                Json.toMap(new ObjectMetaBuilder()
                        .withNamespace("velero")
                        .withName("daily-1")
                        .build()))));
        backup.setSpec(new PodVolumeBackup.Spec(
                "node-1",
                new ObjectReferenceBuilder()
                        .withKind("Pod")
                        .withNamespace("shop")
                        .withName("web")
                        .withUid("uid-1")
                        .build(),
                "data",
                "default",
                "s3:bucket/restic/shop",
                "restic",
                TAGS));
        return backup;
    }

    private static PodVolumeBackup ofHost() {
        PodVolumeBackup backup = backup();
        backup.setAnnotation(VeleroApi.HOST_PATH, "/srv/mine");
        return backup;
    }

    private static PodVolumeBackup ofLineage(String images) {
        PodVolumeBackup backup = backup();
        backup.setLabel(VeleroApi.VOLUME_LINEAGE, "web-scratch");
        backup.setLabel(VeleroApi.BACKUP_UID, "b-1");
        backup.setAnnotation(VeleroApi.POD_IMAGES, images);
        return backup;
    }

    private KubernetesObject inLineage(String name, String pod, String images, String snapshot, String start) {
        earlier(name, "default", "Completed", snapshot, start);
        ItemId id = new ItemId(VeleroKind.POD_VOLUME_BACKUP.id(), "velero", name);
        KubernetesObject backup = cluster.get(id)
                .orElseThrow()
                .with(Map.of("name", pod, "uid", "uid-of-" + name), "spec", "pod")
                .withLabel(VeleroApi.VOLUME_LINEAGE, "web-scratch")
                .withLabel(VeleroApi.BACKUP_UID, "of-" + name)
                .withAnnotation(VeleroApi.POD_IMAGES, images);
        cluster.put(VeleroKind.POD_VOLUME_BACKUP.id(), backup);
        return backup;
    }

    private void earlier(String name, String location, String phase, String snapshot, String start) {
        cluster.put(
                VeleroKind.POD_VOLUME_BACKUP.id(),
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "velero", "name", name),
                        "spec", Map.of("backupStorageLocation", location),
                        "status", Map.of("phase", phase, "snapshotID", snapshot, "startTimestamp", start))));
    }
}
