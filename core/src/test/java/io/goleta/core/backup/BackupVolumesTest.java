package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.claim;
import static io.goleta.core.backup.Clusters.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BackupVolumesTest {
    private static final Map<String, Object> SHOP = Map.of("includedNamespaces", List.of("shop"));

    @TempDir
    Path folder;

    private BackupFixture fixture;
    private FakeCluster cluster;

    @BeforeEach
    void chooseEveryVolumeOfEveryPod() {
        cluster = Clusters.typical();
        fixture = new BackupFixture(folder, cluster);
        fixture.addAction(ItemSelector.resources("pods"), item -> {
            BackupItemResult result = BackupItemResult.of(item);
            for (Map<String, Object> volume : item.maps("spec", "volumes")) {
                result = result.withVolume(
                        new VolumeDecision.BackUp(String.valueOf(volume.get("name")), "velero.io/restic"));
            }
            return result;
        });
    }

    @Test
    void writesThePodVolumeBackupOfVelero() {
        KubernetesObject web = cluster.put(pod("shop", "web", "data"));
        KubernetesObject data = cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        KubernetesObject published = published().getFirst();
        assertThat(published.name()).matches("daily-[0-9a-f]{16}");
        assertThat(published.namespace()).isEqualTo("velero");
        assertThat(published.labels())
                .isEqualTo(Map.of(
                        "velero.io/backup-name", "daily",
                        "velero.io/backup-uid", "uid-daily",
                        "velero.io/pvc-uid", data.uid(),
                        // "shop" and "PersistentVolumeClaim/data"
                        "goleta.io/volume-lineage", "7fafb79f8b6d26fa982ee33fa7b580bb"));
        assertThat(published.annotations())
                .isEqualTo(
                        Map.of("velero.io/pvc-name", "data", "goleta.io/volume-owner", "PersistentVolumeClaim/data"));
        assertThat(published.maps("metadata", "ownerReferences"))
                .containsExactly(Map.of(
                        "apiVersion", "velero.io/v1",
                        "kind", "Backup",
                        "name", "daily",
                        "uid", "uid-daily",
                        "controller", true));
        assertThat(published.map("spec"))
                .isEqualTo(Map.of(
                        "node", "n1",
                        "pod", Map.of("kind", "Pod", "namespace", "shop", "name", "web", "uid", web.uid()),
                        "volume", "data",
                        "backupStorageLocation", "default",
                        "repoIdentifier", "/srv/restic/shop",
                        "uploaderType", "restic",
                        "tags",
                                Map.of(
                                        "backup", "daily",
                                        "backup-uid", "uid-daily",
                                        "pod", "web",
                                        "pod-uid", web.uid(),
                                        "ns", "shop",
                                        "volume", "data",
                                        "pvc-uid", data.uid())));
        assertThat(published.string("status", "snapshotID")).contains("5a5a5a5a");
    }

    @Test
    void createsTheRepositoryOfANamespaceOnce() {
        for (int i = 0; i < 20; i++) {
            cluster.put(pod("shop", "web-" + i, "data-" + i));
            cluster.put(claim("shop", "data-" + i, "pv-" + i));
        }

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(SHOP);
        }

        List<KubernetesObject> repositories = cluster.list(VeleroKind.RESTIC_REPOSITORY.id(), "velero", "");
        assertThat(repositories).hasSize(1);
        assertThat(repositories.getFirst().name()).matches("shop-default-[0-9a-f]{16}");
        assertThat(repositories.getFirst().labels())
                .isEqualTo(Map.of("velero.io/volume-namespace", "shop", "velero.io/storage-location", "default"));
        assertThat(published()).hasSize(20);
    }

    @Test
    void startsTheVolumesOfAllPodsBeforeItWaitsForAny() {
        int pods = 30;
        for (int i = 0; i < pods; i++) {
            cluster.put(pod("shop", "web-" + i, "data-" + i));
            cluster.put(claim("shop", "data-" + i, "pv-" + i));
        }
        Set<String> waiting = ConcurrentHashMap.newKeySet();

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(cluster, object -> {
            waiting.add(object.name());
            return waiting.size() == pods ? NodeAgents.completed(object) : Map.of();
        })) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(published()).hasSize(pods);
    }

    @Test
    void aClaimThatSeveralPodsShareIsBackedUpOnce() {
        cluster.put(pod("shop", "web-1", "data"));
        cluster.put(pod("shop", "web-2", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(SHOP);

            assertThat(agents.finished()).hasSize(1);
        }
    }

    @Test
    void whatTheAgentRemarksOfAVolumeIsAWarning() {
        cluster.put(pod("shop", "web", "data", "logs"));
        cluster.put(claim("shop", "data", "pv-1"));
        cluster.put(claim("shop", "logs", "pv-2"));
        BackupReport report;
        try (NodeAgents agents = new NodeAgents(
                cluster,
                object -> object.string("spec", "volume").orElseThrow().equals("logs")
                        ? Map.of("phase", "Completed", "message", "volume was empty so no snapshot was taken")
                        : Map.of("phase", "Completed", "snapshotID", "5a5a5a5a", "message", "1 files were deleted"))) {
            report = fixture.run(SHOP);
        }
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop"))
                .containsExactly("Volume data of pod web is backed up, but 1 files were deleted");
    }

    @Test
    void aFailedVolumeLeavesItsPodInTheBackup() {
        cluster.put(pod("shop", "web", "data", "logs"));
        cluster.put(claim("shop", "data", "pv-1"));
        cluster.put(claim("shop", "logs", "pv-2"));

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(
                cluster,
                object -> object.string("spec", "volume").orElseThrow().equals("logs")
                        ? NodeAgents.failed("the disk is gone")
                        : NodeAgents.completed(object))) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop"))
                .containsExactly("Volume logs of pod web: pod volume backup failed: the disk is gone");
        assertThat(fixture.archived()).contains("pods/shop/web");
        assertThat(published())
                .extracting(object -> object.string("status", "phase").orElse(""))
                .containsExactlyInAnyOrder("Completed", "Failed");
    }

    @Test
    void aVolumeThatDoesNotEndInTimeIsAnErrorAndNotPublished() {
        fixture.volumeTimeout = Duration.ofMillis(300);
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(cluster, object -> Map.of())) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop").toString())
                .contains("Volume data of pod web: timed out waiting for all PodVolumeBackups to complete");
        assertThat(cluster.list(VeleroKind.POD_VOLUME_BACKUP.id(), null, ""))
                .as("the agent learns that nobody waits any more")
                .singleElement()
                .satisfies(
                        object -> assertThat(object.string("status", "phase")).contains("Failed"));
        assertThat(published()).isEmpty();
        assertThat(fixture.archived()).contains("pods/shop/web");
    }

    @Test
    void aPodVolumeBackupThatSomebodyDeletesIsAnErrorAtOnce() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(cluster, object -> {
            cluster.delete(
                    cluster.discovery().find(VeleroKind.POD_VOLUME_BACKUP.id()).orElseThrow(),
                    object.namespace(),
                    object.name());
            return Map.of();
        })) {
            report = fixture.run(SHOP);
        }

        assertThat(report.errors()).isEqualTo(1);
        assertThat(fixture.results("errors", "shop").toString()).contains("somebody deleted the PodVolumeBackup");
    }

    @Test
    void aRepositoryThatIsNotReadyIsAnErrorOfEachPodThatNeedsIt() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        cluster.put(Clusters.namespaced("velero.io/v1", "ResticRepository", "velero", "shop-default-old")
                .withLabel("velero.io/volume-namespace", "shop")
                .withLabel("velero.io/storage-location", "default")
                .with(Map.of("phase", "NotReady", "message", "the bucket is away"), "status"));
        lookAgainAndFind("wrong password");

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop"))
                .containsExactly(
                        "Volumes [data] of pod web: The repository of namespace shop in storage location default"
                                + " cannot be used: restic repository is not ready: wrong password");
        assertThat(fixture.archived()).contains("pods/shop/web");
    }

    /** What the repository's controller does when a run asks it to. */
    private void lookAgainAndFind(String reason) {
        AtomicBoolean asked = new AtomicBoolean();
        cluster.onCall(call -> {
            if (call.toString().startsWith("patch resticrepositories")) {
                asked.set(true);
            } else if (asked.getAndSet(false)) {
                cluster.put(Clusters.namespaced("velero.io/v1", "ResticRepository", "velero", "shop-default-old")
                        .withLabel("velero.io/volume-namespace", "shop")
                        .withLabel("velero.io/storage-location", "default")
                        .with(Map.of("phase", "NotReady", "message", reason), "status"));
            }
        });
    }

    @Test
    void twoRepositoriesForOneNamespaceAreAnErrorThatNamesThem() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        for (String name : List.of("one", "two")) {
            cluster.put(Clusters.namespaced("velero.io/v1", "ResticRepository", "velero", name)
                    .withLabel("velero.io/volume-namespace", "shop")
                    .withLabel("velero.io/storage-location", "default")
                    .with(Map.of("phase", "Ready"), "status"));
        }

        fixture.run(SHOP);

        assertThat(fixture.results("errors", "shop").toString())
                .contains("more than one ResticRepository", "[one, two]");
    }

    @Test
    void aClaimThatCannotBeReadCostsItsVolumeOnly() {
        cluster.put(pod("shop", "web", "data", "logs"));
        cluster.put(claim("shop", "logs", "pv-2"));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            report = fixture.run(SHOP);

            assertThat(agents.finished()).containsExactly("web/logs");
        }
        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop").toString())
                .contains("Volume data of pod web", "error getting persistent volume claim for volume");
    }

    @Test
    void aSkippedVolumeIsAWarningThatSaysWhy() {
        cluster.put(pod("shop", "web"));
        fixture.addAction(
                ItemSelector.resources("pods"),
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.SkippedWithWarning(
                                "data", "No volume named data found in pod shop/web, skipping")));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop"))
                .containsExactly("Volume data of pod web is not backed up: No volume named data found in pod shop/web,"
                        + " skipping");
    }

    @Test
    void whatNobodyAskedForIsNoWarningButOnRecord() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        fixture.addAction(
                ItemSelector.resources("pods"),
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.NotSelected("data", "nobody asked for it", true)));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop")).isEmpty();
        assertThat(fixture.leftOut())
                .containsExactly(new SkippedVolume(
                        "shop", "web", "data", "PersistentVolumeClaim/data", "nobody asked for it", true));
    }

    @Test
    void orderedPodsHaveTheirVolumesDoneInTurn() {
        for (int i = 0; i < 3; i++) {
            cluster.put(pod("shop", "db-" + i, "data-" + i));
            cluster.put(claim("shop", "data-" + i, "pv-" + i));
        }

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(Map.of(
                    "includedNamespaces", List.of("shop"),
                    "orderedResources", Map.of("pods", "shop/db-2,shop/db-0,shop/db-1")));

            assertThat(agents.finished()).containsExactly("db-2/data-2", "db-0/data-0", "db-1/data-1");
        }
        assertThat(published())
                .extracting(object -> object.string("spec", "pod", "name").orElse(""))
                .containsExactly("db-2", "db-0", "db-1");
    }

    @Test
    void anApiServerThatIsAwayForAWhileCostsNoVolume() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        AtomicInteger lists = new AtomicInteger();
        cluster.onCall(call -> {
            if (call.toString().equals("list podvolumebackups.velero.io velero") && lists.incrementAndGet() <= 2) {
                throw new ApiException(503, "ServiceUnavailable", "away", Optional.empty());
            }
        });

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            assertThat(fixture.run(SHOP).errors()).isZero();
        }
        assertThat(published()).hasSize(1);
    }

    @Test
    void asksForAllVolumesWithOneListEachTime() {
        ConcurrentHashMap<String, Integer> calls = new ConcurrentHashMap<>();
        for (int i = 0; i < 50; i++) {
            cluster.put(pod("shop", "web-" + i, "data-" + i));
            cluster.put(claim("shop", "data-" + i, "pv-" + i));
        }
        cluster.onCall(call -> {
            if (call.resource().equals(VeleroKind.POD_VOLUME_BACKUP.id())
                    && call.verb().equals("get")) {
                calls.merge(call.verb(), 1, Integer::sum);
            }
        });

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(SHOP);
        }

        assertThat(calls).isEmpty();
    }

    private List<KubernetesObject> published() {
        return fixture.catalog().podVolumeBackups("daily");
    }
}
