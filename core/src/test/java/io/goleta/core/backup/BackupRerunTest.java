package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.claim;
import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.store.ForwardingStore;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is killed in the middle of a backup executes it again when it is back. */
@Timeout(30)
class BackupRerunTest {
    private static final Map<String, Object> SHOP = Map.of("includedNamespaces", List.of("shop"));

    /** What a killed process looks like from inside: nothing after this runs, and nobody handles it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    private BackupFixture fixture;
    private FakeCluster cluster;

    @BeforeEach
    void fillTheCluster() {
        cluster = Clusters.typical();
        fixture = new BackupFixture(folder, cluster);
        cluster.put(pod("shop", "web", "data"));
        cluster.put(claim("shop", "data", "pv-1"));
        for (int i = 0; i < 20; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }
        fixture.addAction(
                ItemSelector.resources("pods"),
                item -> BackupItemResult.of(item).withVolume(new VolumeDecision.BackUp("data", "velero.io/restic")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list configmaps shop",
                "get namespaces shop",
                "list pods shop",
                "list resticrepositories.velero.io velero",
                "create podvolumebackups.velero.io velero",
                "list podvolumebackups.velero.io velero",
                "get persistentvolumeclaims shop/data",
            })
    void whereverItIsKilledTheNextExecutionCompletesIt(String moment) {
        killOnceAt(moment);
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            assertKilled();
            assertThat(fixture.catalog().backups()).isEmpty();

            BackupReport report = fixture.run(SHOP);

            assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
            assertThat(agents.finished()).containsExactly("web/data");
        }
        assertThat(fixture.archived()).hasSize(23).contains("pods/shop/web", "configmaps/shop/settings-19");
        assertThat(fixture.catalog().podVolumeBackups("daily")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily.tar.gz",
                "daily-logs.gz",
                "daily-podvolumebackups.json.gz",
                "daily-results.gz",
                "velero-backup.json"
            })
    void aKillWhilePublishingLeavesNoBackupThatLooksWhole(String file) {
        KillingStore store = new KillingStore("backups/daily/" + file);
        fixture.store = store;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            assertKilled();
            assertThat(fixture.catalog().backups()).isEmpty();

            assertThat(fixture.run(SHOP).phase()).isEqualTo(Backup.Phase.Completed);
        }
        assertThat(fixture.archived()).hasSize(23);
    }

    @Test
    void publishesTheMetadataLast() {
        KillingStore store = new KillingStore("nothing");
        fixture.store = store;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(SHOP);
        }

        assertThat(store.puts).hasSizeGreaterThan(5).last().isEqualTo("backups/daily/velero-backup.json");
    }

    @Test
    void aBackupThatIsPublishedIsOnlyReported() {
        BackupReport first;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            first = fixture.run(SHOP);
        }
        AtomicInteger calls = new AtomicInteger();
        cluster.onCall(call -> calls.incrementAndGet());

        assertThat(fixture.run(SHOP)).isEqualTo(first);
        assertThat(calls).hasValue(0);
    }

    @Test
    void anotherBackupOfTheSameNameIsRefusedAndTheOldOneStays() {
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            fixture.run(SHOP);
        }

        assertThatThrownBy(() -> fixture.run(BackupFixture.backup("daily", "uid-other", SHOP)))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageStartingWith("backup already exists in object storage");
        assertThat(fixture.metadata().uid()).isEqualTo("uid-daily");
    }

    @Test
    void takesUpVolumesThatWereFinishedBeforeTheKill() {
        killOnceAt("list podvolumebackups.velero.io velero");
        List<KubernetesObject> before;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            assertKilled();
            agents.awaitFinished();
            before = cluster.list(VeleroKind.POD_VOLUME_BACKUP.id(), "velero", "");
        }

        // Nobody is there to do volume work now: what is needed must be there already.
        assertThat(fixture.run(SHOP).phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.catalog().podVolumeBackups("daily"))
                .extracting(KubernetesObject::uid)
                .containsExactly(before.getFirst().uid());
    }

    @Test
    void triesVolumesAgainThatFailedBeforeTheKill() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger lists = new AtomicInteger();
        CountDownLatch attempted = new CountDownLatch(1);
        cluster.onCall(call -> {
            if (call.toString().equals("list podvolumebackups.velero.io velero") && lists.incrementAndGet() == 1) {
                await(attempted);
                throw new Killed();
            }
        });
        try (NodeAgents agents = new NodeAgents(cluster, object -> {
            int attempt = attempts.incrementAndGet();
            attempted.countDown();
            return attempt == 1 ? NodeAgents.failed("the node went down as well") : NodeAgents.completed(object);
        })) {
            assertKilled();
            agents.awaitFinished();

            assertThat(fixture.run(SHOP).phase()).isEqualTo(Backup.Phase.Completed);
        }
        assertThat(attempts).hasValue(2);
    }

    /** Another attempt would leave its snapshot behind in the repository, where nobody finds it. */
    @Test
    void keepsTheSnapshotOfAVolumeOfWhichSomeFilesCouldNotBeRead() {
        killOnceAt("list podvolumebackups.velero.io velero");
        Map<String, Object> incomplete = new HashMap<>(NodeAgents.failed("could not read 1 of its files: a"));
        incomplete.put("snapshotID", "5a5a5a5a");
        try (NodeAgents agents = new NodeAgents(cluster, object -> incomplete)) {
            assertKilled();
            agents.awaitFinished();
        }

        assertThat(fixture.run(SHOP).phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.catalog().podVolumeBackups("daily"))
                .singleElement()
                .satisfies(object ->
                        assertThat(object.string("status", "snapshotID")).contains("5a5a5a5a"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertKilled() {
        assertThatThrownBy(() -> fixture.run(SHOP))
                .satisfies(e -> assertThat(Stream.iterate(e, Objects::nonNull, Throwable::getCause))
                        .hasAtLeastOneElementOfType(Killed.class));
    }

    private void killOnceAt(String moment) {
        AtomicInteger times = new AtomicInteger();
        cluster.onCall(call -> {
            // NodeAgents look at all namespaces, and create nothing.
            if (call.toString().startsWith(moment) && times.incrementAndGet() == 1) {
                throw new Killed();
            }
        });
    }

    /** A bucket whose user dies, once, when a certain object is put. */
    private static final class KillingStore extends ForwardingStore {
        final InMemoryObjectStore keeping;
        final List<String> puts = new ArrayList<>();
        private final String deadly;
        private boolean dead;

        KillingStore(String deadly) {
            this(deadly, new InMemoryObjectStore());
        }

        private KillingStore(String deadly, InMemoryObjectStore keeping) {
            super(keeping);
            this.deadly = deadly;
            this.keeping = keeping;
        }

        @Override
        public void put(String key, InputStream content, long length) {
            if (key.equals(deadly) && !dead) {
                dead = true;
                throw new Killed();
            }
            puts.add(key);
            super.put(key, content, length);
        }

        @Override
        public void close() {}
    }
}
