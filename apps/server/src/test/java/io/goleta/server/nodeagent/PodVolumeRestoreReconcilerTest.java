package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.PodVolumeRestore;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodVolumeRestoreReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final TransferTiming FAST = new TransferTiming(
            Duration.ofMinutes(1), new ExponentialBackoff(Duration.ofMillis(2), Duration.ofMillis(2), 3));
    private static final Map<String, Object> RUNNING = Map.of("running", Map.of("startedAt", "2026-01-02T03:04:00Z"));

    private static final List<Path> SRV = List.of(Path.of("/srv"));

    @TempDir
    Path pods;

    private final KnownObjects cluster = new KnownObjects();
    private final FakeDataMover mover = new FakeDataMover();
    private final List<PodVolumeRestore.Status> reported = new ArrayList<>();
    private Path directory = Path.of("");

    @BeforeEach
    void setUp() throws IOException {
        directory = Files.createDirectories(pods.resolve("uid-1/volumes/kubernetes.io~empty-dir/data"));
        pod("restic-wait", RUNNING);
        run("InProgress");
    }

    @Test
    void restoresThenLeavesTheMarkerThenCompletes() throws Exception {
        PodVolumeRestore.Status status = reconcile(restore());

        assertThat(status)
                .isEqualTo(new PodVolumeRestore.Status(
                        PodVolumePhase.Completed, null, NOW, NOW, new PodVolumeProgress(42, 42)));
        assertThat(mover.restored).containsEntry(directory, "c0ffee");
        assertThat(mover.connected).isTrue();
        assertThat(mover.closed).isTrue();
        Path marker = directory.resolve(".velero/restore-uid");
        assertThat(marker).isEmptyFile();
        assertThat(Files.getPosixFilePermissions(marker)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Files.getPosixFilePermissions(marker.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(reported.getFirst().phase()).isEqualTo(PodVolumePhase.InProgress);
    }

    @Test
    void waitsUntilTheInitContainerRuns() throws InterruptedException {
        for (Map<String, Object> state :
                List.<Map<String, Object>>of(Map.of(), Map.of("waiting", Map.of("reason", "PodInitializing")))) {
            pod("restore-wait", state);
            assertThat(reconciler().reconcile(restore(), changed -> reported.add(changed.status())))
                    .isEqualTo(ReconcileResult.done());
        }
        assertThat(reported).isEmpty();
        pod("restore-wait", RUNNING);
        assertThat(reconcile(restore()).phase()).isEqualTo(PodVolumePhase.Completed);
    }

    @Test
    void doesNotRestoreIntoAPodThatNothingHoldsBack() throws InterruptedException {
        pod("other", RUNNING);
        assertThat(reconcile(restore()).message())
                .isEqualTo("pod shop/web has no init container restic-wait or restore-wait, so nothing keeps it waiting"
                        + " until its files are there");
        pod("restic-wait", Map.of("terminated", Map.of("exitCode", 0)));
        assertThat(reconcile(restore()).message()).contains("did not wait for its files");
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void knowsThatTheWorkWasDoneWhenThePodWasLetGo() throws InterruptedException {
        pod("restic-wait", Map.of("terminated", Map.of("exitCode", 0)));
        assertThat(reconcile(inProgress()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void knowsThatTheWorkWasDoneByTheMarker() throws Exception {
        Files.createDirectories(directory.resolve(".velero"));
        Files.createFile(directory.resolve(".velero/restore-uid"));
        assertThat(reconcile(inProgress()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void doesTheWorkAgainThatAnEarlierAgentHadNotFinished() throws InterruptedException {
        assertThat(reconcile(inProgress()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(mover.restored).hasSize(1);
    }

    @Test
    void leavesNoMarkerWhenTheRestoreFails() throws InterruptedException {
        mover.failure = new GoletaException(Fault.STORAGE, "a pack is damaged");
        PodVolumeRestore.Status status = reconcile(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).isEqualTo("a pack is damaged");
        assertThat(directory.resolve(".velero")).doesNotExist();
    }

    @Test
    void triesAgainWhenResticWasKilled() throws InterruptedException {
        mover.failure = GoletaException.retryable(Fault.INTERNAL, "restic was killed by signal 9", null);
        mover.failures = 2;
        assertThat(reconcile(restore()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(mover.restored).hasSize(1);
    }

    @Test
    void failsWhenTheMarkerCannotBeLeft() throws InterruptedException {
        PodVolumeRestore restore =
                VeleroKind.POD_VOLUME_RESTORE.of(restore().object().without("metadata", "ownerReferences"));
        PodVolumeRestore.Status status = reconcile(restore);
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).startsWith("error writing done file: ");
    }

    @Test
    void followsNoLinkOutOfTheVolume() throws Exception {
        Path outside = Files.createDirectories(pods.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "data");
        Files.createSymbolicLink(directory.resolve(".velero"), outside);
        assertThat(reconcile(restore()).phase()).isEqualTo(PodVolumePhase.Completed);
        assertThat(outside).isDirectoryContaining("glob:**precious").isDirectoryNotContaining("glob:**restore-uid");
        assertThat(directory.resolve(".velero/restore-uid")).exists();
    }

    @Test
    void removesMarkersThatCameOutOfTheBackup() throws Exception {
        Files.createDirectories(directory.resolve(".velero/deep"));
        Files.createFile(directory.resolve(".velero/deep/older-uid"));
        reconcile(restore());
        assertThat(directory.resolve(".velero")).isDirectoryContaining("glob:**restore-uid");
        assertThat(directory.resolve(".velero/deep")).doesNotExist();
    }

    @Test
    void restoresADirectoryOfTheNodeThatThePodAsksForAndLeavesWhatElseIsThere() throws Exception {
        Path onHost = ofHost("data");
        Files.writeString(onHost.resolve("other"), "stays");
        Files.createSymbolicLink(onHost.resolve("link"), Path.of("other"));

        assertThat(reconcile(restore()).phase()).isEqualTo(PodVolumePhase.Completed);

        assertThat(mover.restored).containsOnlyKeys(onHost);
        assertThat(onHost.resolve(".velero/restore-uid")).exists();
        assertThat(onHost.resolve("other")).hasContent("stays");
    }

    @Test
    void writesIntoNoDirectoryOfTheNodeThatThePodDoesNotAskFor() throws Exception {
        ofHost("logs");
        refusesWith("annotation backup.goleta.io/host-path-volumes of pod web does not list data");
    }

    @Test
    void writesIntoNoDirectoryOfTheNodeThatIsOnlyRead() throws Exception {
        onNode("web", "uid-1", "/opt/mine", Map.of());
        refusesWith("is in no folder that the agents may write ([/srv])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/mine", "/srv/mine/deep", "/srv", "/srv/also-mine"})
    void writesIntoNoDirectoryOfTheNodeThatAnotherPodUses(String path) throws Exception {
        Files.createSymbolicLink(ofHost("data").resolveSibling("also-mine"), Path.of("mine"));
        onNode("original", "uid-2", path, Map.of());
        refusesWith("pod shop/original on the same node also uses it");
    }

    @Test
    void podsThatAreNotInTheWayKeepNoDirectoryFromBeingRestored() throws Exception {
        ofHost("data");
        onNode("reader-of-all", "uid-2", "/", Map.of("readOnly", true));
        onNode("neighbour", "uid-3", "/srv/mine-not", Map.of());
        change(onNode("ended", "uid-4", "/srv/mine", Map.of()), pod -> pod.with("Failed", "status", "phase"));
        change(onNode("elsewhere", "uid-5", "/srv/mine", Map.of()), pod -> pod.with("n2", "spec", "nodeName"));
        change(
                onNode("restic-x", "uid-6", "/srv", Map.of()),
                pod -> pod.with("velero", "metadata", "namespace").withLabel("component", "velero"));
        assertThat(reconcile(restore()).phase()).isEqualTo(PodVolumePhase.Completed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../../../outside", "nowhere"})
    void writesIntoNoDirectoryWithLinksThatLeadOut(String target) throws Exception {
        Files.createDirectories(pods.resolve("outside"));
        Path deep = Files.createDirectories(ofHost("data").resolve("deep"));
        Files.createSymbolicLink(deep.resolve("link"), Path.of(target));
        refusesWith("deep/link in it is neither file nor directory, or a link that leads out of it");
    }

    @Test
    void aDirectoryThatIsExchangedMeanwhileIsNotDone() throws Exception {
        Path onHost = ofHost("data");
        mover.meanwhile = () -> {
            try {
                Files.move(onHost, onHost.resolveSibling("moved"));
                Files.createSymbolicLink(onHost, Path.of("moved"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        PodVolumeRestore.Status status = reconcile(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).contains("was replaced during the restore");
        assertThat(onHost.resolve(".velero")).doesNotExist();
    }

    private void refusesWith(String reason) throws InterruptedException {
        PodVolumeRestore.Status status = reconcile(restore());
        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).contains(reason);
        assertThat(mover.restored).isEmpty();
    }

    /** Makes the pod's volume a directory of the node, and the pod ask for the volume that is named. */
    private Path ofHost(String asked) throws IOException {
        change(
                onNode("web", "uid-1", "/srv/mine", Map.of()),
                pod -> pod.withAnnotation("backup.goleta.io/host-path-volumes", "cache, " + asked));
        return Files.createDirectories(pods.resolve("srv/mine")).toRealPath();
    }

    private KubernetesObject onNode(String name, String uid, String path, Map<String, Object> mount) {
        Map<String, Object> mounted = new HashMap<>(Map.of("name", "data", "mountPath", "/data"));
        mounted.putAll(mount);
        KubernetesObject pod = cluster.get(new ItemId(GroupResource.PODS, "shop", "web"))
                .orElseThrow()
                .with(name, "metadata", "name")
                .with(uid, "metadata", "uid")
                .with("n1", "spec", "nodeName")
                .with(List.of(Map.of("name", "main", "volumeMounts", List.of(mounted))), "spec", "containers")
                .with(List.of(Map.of("name", "data", "hostPath", Map.of("path", path))), "spec", "volumes");
        cluster.put(GroupResource.PODS, pod);
        return pod;
    }

    private void change(KubernetesObject pod, UnaryOperator<KubernetesObject> change) {
        cluster.objects.remove(new ItemId(GroupResource.PODS, pod.namespace(), pod.name()));
        cluster.put(GroupResource.PODS, change.apply(pod));
    }

    @Test
    void writesNoEndWhenTheAgentStops() {
        mover.interruptTheNext();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> reconcile(restore()));
        assertThat(reported).allMatch(status -> status.phase() == PodVolumePhase.InProgress);
    }

    @Test
    void doesNotBeginWhenItsRestoreIsOverOrGone() throws InterruptedException {
        run("PartiallyFailed");
        assertThat(reconcile(restore()).message()).isEqualTo("cancelled: restore again is over (PartiallyFailed)");
        cluster.objects.remove(new ItemId(VeleroKind.RESTORE.id(), "velero", "again"));
        assertThat(reconcile(inProgress()).phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(reconcile(inProgress()).message()).isEqualTo("cancelled: restore again was deleted");
        assertThat(mover.restored).isEmpty();
    }

    @Test
    void stopsWhenThePodIsDeletedMeanwhile() throws InterruptedException {
        mover.workForever();
        PodVolumeRestore restore = restore();
        PodVolumeRestore.Status status = new PodVolumeRestoreReconciler(
                        cluster,
                        new VolumePaths(pods, HostPaths.writable(SRV, SRV, pods), cluster),
                        (uploader, location, repository) -> mover,
                        new TransferLimiter(1),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new TransferTiming(Duration.ofMillis(5), FAST.backoff()))
                .reconcile(restore, changed -> {
                    cluster.put(
                            VeleroKind.POD_VOLUME_RESTORE.id(),
                            KubernetesObject.of(Map.of(
                                    "metadata",
                                    Map.of("namespace", "velero", "name", "again-1", "uid", "restore-1-uid"))));
                    if (changed.status().progress() != null) {
                        cluster.objects.remove(new ItemId(GroupResource.PODS, "shop", "web"));
                    }
                })
                .update()
                .orElseThrow()
                .status();

        assertThat(status.phase()).isEqualTo(PodVolumePhase.Failed);
        assertThat(status.message()).isEqualTo("cancelled: pod shop/web was deleted");
        assertThat(directory.resolve(".velero")).doesNotExist();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private void run(String phase) {
        cluster.put(
                VeleroKind.RESTORE.id(),
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "velero", "name", "again", "uid", "restore-uid"),
                        "status", Map.of("phase", phase))));
    }

    private PodVolumeRestore.Status reconcile(PodVolumeRestore restore) throws InterruptedException {
        return reconciler()
                .reconcile(restore, changed -> reported.add(changed.status()))
                .update()
                .orElseThrow()
                .status();
    }

    private PodVolumeRestoreReconciler reconciler() {
        return new PodVolumeRestoreReconciler(
                cluster,
                new VolumePaths(pods, HostPaths.writable(SRV, SRV, pods), cluster),
                (uploader, location, repository) -> mover,
                new TransferLimiter(1),
                Clock.fixed(NOW, ZoneOffset.UTC),
                FAST);
    }

    private void pod(String initContainer, Map<String, Object> state) {
        cluster.put(
                GroupResource.PODS,
                KubernetesObject.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "web", "uid", "uid-1"),
                        "spec",
                                Map.of(
                                        "volumes", List.of(Map.of("name", "data", "emptyDir", Map.of())),
                                        "initContainers",
                                                List.of(Map.of("name", "first"), Map.of("name", initContainer))),
                        "status",
                                Map.of(
                                        "initContainerStatuses",
                                        state.isEmpty()
                                                ? List.of()
                                                : List.of(Map.of("name", initContainer, "state", state))))));
    }

    private static PodVolumeRestore inProgress() {
        PodVolumeRestore restore = restore();
        restore.setStatus(new PodVolumeRestore.Status(PodVolumePhase.InProgress, null, NOW, null, null));
        return restore;
    }

    private static PodVolumeRestore restore() {
        PodVolumeRestore restore = VeleroKind.POD_VOLUME_RESTORE.of(KubernetesObject.of(Map.of(
                "metadata",
                Json.toMap(new ObjectMetaBuilder()
                        .withNamespace("velero")
                        .withName("again-1")
                        .withUid("restore-1-uid")
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withKind("Restore")
                                .withName("again")
                                .withUid("restore-uid")
                                .withController(true)
                                .build())
                        .build()))));
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
