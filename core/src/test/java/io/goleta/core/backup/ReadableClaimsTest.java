package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.claim;
import static io.goleta.core.backup.Clusters.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which claims are read, and through which of their pods. */
@Timeout(30)
class ReadableClaimsTest {
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
    void theFilesOfAnExcludedClaimAreNotRead() {
        cluster.put(pod("shop", "web", "data", "logs"));
        cluster.put(claim("shop", "data", "pv-1").withLabel("velero.io/exclude-from-backup", "true"));
        cluster.put(claim("shop", "logs", "pv-2"));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            report = fixture.run(SHOP);

            assertThat(agents.finished()).containsExactly("web/logs");
        }
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop")).isEmpty();
        assertThat(fixture.leftOut())
                .containsExactly(new SkippedVolume(
                        "shop",
                        "web",
                        "data",
                        "PersistentVolumeClaim/data",
                        "claim data has label velero.io/exclude-from-backup=true",
                        true));
    }

    @Test
    void noFilesOfClaimsAreReadWhenTheBackupExcludesClaims() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        fixture.run(
                Map.of("includedNamespaces", List.of("shop"), "excludedResources", List.of("persistentvolumeclaims")));

        assertThat(cluster.list(VeleroKind.POD_VOLUME_BACKUP.id(), null, "")).isEmpty();
        assertThat(fixture.leftOut())
                .extracting(SkippedVolume::reason)
                .containsExactly("the backup excludes persistentvolumeclaims");
    }

    @Test
    void claimsThatAreOnlyNotIncludedComeWithTheirPods() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(Map.of("includedNamespaces", List.of("shop"), "includedResources", List.of("pods")));
        }

        assertThat(published()).hasSize(1);
    }

    @Test
    void aSharedClaimIsReadThroughAPodThatMayWriteToIt() {
        cluster.put(readOnly(pod("shop", "a-report", "data")));
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            report = fixture.run(SHOP);

            assertThat(agents.finished()).containsExactly("web/data");
        }
        assertThat(fixture.results("warnings", "shop")).isEmpty();
    }

    @Test
    void aClaimThatIsMountedReadOnlyIsAWarning() {
        cluster.put(readOnly(pod("shop", "report", "data")));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop"))
                .containsExactly("Volume data of pod report is not backed up: it is mounted read-only, so nothing could"
                        + " be restored into it");
        assertThat(fixture.leftOut()).extracting(SkippedVolume::optedOut).containsExactly(false);
    }

    @Test
    void aSharedClaimIsReadOnANodeWithAnAgent() {
        cluster.put(agent("n2"));
        cluster.put(pod("shop", "a-first", "data"));
        cluster.put(pod("shop", "second", "data").with("n2", "spec", "nodeName"));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            report = fixture.run(SHOP);

            assertThat(agents.finished()).containsExactly("second/data");
        }
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
    }

    @Test
    void aSharedClaimIsReadThroughTheNextPodWhenTheFirstFails() {
        cluster.put(pod("shop", "a-first", "data"));
        cluster.put(pod("shop", "second", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        AtomicInteger attempts = new AtomicInteger();

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(
                cluster,
                object -> attempts.incrementAndGet() == 1
                        ? NodeAgents.failed("the mount hangs")
                        : NodeAgents.completed(object))) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop").toString())
                .contains("pod volume backup failed: the mount hangs; its claim is read through pod");
        assertThat(published())
                .singleElement()
                .satisfies(
                        object -> assertThat(object.string("status", "phase")).contains("Completed"));
    }

    @Test
    void aClaimThatFailsThroughAllOfItsPodsIsOneError() {
        cluster.put(pod("shop", "a-first", "data"));
        cluster.put(pod("shop", "second", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(cluster, object -> NodeAgents.failed("the disk is gone"))) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(published()).hasSize(1);
    }

    @Test
    void aVolumeOnANodeWithoutAgentFailsWithThatReason() {
        cluster.put(agent("n2"));
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        fixture.clock = new FastClock();
        fixture.volumeTimeout = Duration.ofHours(4);

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(cluster, object -> Map.of())) {
            report = fixture.run(SHOP);
        }

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop"))
                .singleElement()
                .asString()
                .startsWith("Volume data of pod web: pod volume backup failed: no agent runs on node n1")
                .contains("namespace velero");
        assertThat(Duration.between(FastClock.START, fixture.clock.instant())).isLessThan(Duration.ofMinutes(20));
    }

    @Test
    void aVolumeThatNoAgentTakesUpFailsWhereAgentsAreNoPods() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        fixture.clock = new FastClock();
        fixture.volumeTimeout = Duration.ofHours(4);

        try (NodeAgents agents = new NodeAgents(cluster, object -> Map.of())) {
            fixture.run(SHOP);
        }

        assertThat(fixture.results("errors", "shop"))
                .singleElement()
                .asString()
                .contains("no agent has begun with it for a minute; see whether one runs on node n1");
    }

    @Test
    void aVolumeWaitsAsLongAsItsAgentIsBusyWithOthers() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        cluster.put(Clusters.namespaced("velero.io/v1", "PodVolumeBackup", "velero", "of-a-different-backup")
                .with(Map.of("node", "n1"), "spec")
                .with(Map.of("phase", "InProgress"), "status"));
        FastClock clock = new FastClock();
        fixture.clock = clock;
        fixture.volumeTimeout = Duration.ofHours(4);

        BackupReport report;
        try (NodeAgents agents = new NodeAgents(
                cluster,
                object -> Duration.between(FastClock.START, clock.last()).toMinutes() > 4
                        ? NodeAgents.completed(object)
                        : Map.of())) {
            report = fixture.run(SHOP);
        }

        assertThat(report.errors()).isZero();
    }

    @Test
    void aRepositoryIsLookedAtAgainWhenABackupIntoItFails() {
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));

        AtomicInteger patches = new AtomicInteger();
        cluster.onCall(call -> {
            if (call.toString().startsWith("patch resticrepositories")) {
                patches.incrementAndGet();
            }
        });

        try (NodeAgents agents = new NodeAgents(cluster, object -> NodeAgents.failed("unable to open config file"))) {
            fixture.run(SHOP);
        }

        assertThat(patches).as("ready, and in doubt").hasValueGreaterThanOrEqualTo(2);
    }

    private static KubernetesObject readOnly(KubernetesObject pod) {
        Map<String, Object> source = Map.of("claimName", "data", "readOnly", true);
        return pod.with(List.of(Map.of("name", "data", "persistentVolumeClaim", source)), "spec", "volumes");
    }

    private static KubernetesObject agent(String node) {
        return Clusters.namespaced("v1", "Pod", "velero", "restic-" + node)
                .with(List.of(Map.of("kind", "DaemonSet", "name", "restic")), "metadata", "ownerReferences")
                .with(node, "spec", "nodeName")
                .with(Map.of("phase", "Running"), "status");
    }

    /** Each look at it takes some seconds. */
    private static final class FastClock extends Clock {
        static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        Instant last() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public Instant instant() {
            return now.updateAndGet(time -> time.plusSeconds(10));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private List<KubernetesObject> published() {
        return fixture.catalog().podVolumeBackups("daily");
    }
}
