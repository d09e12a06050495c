package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.claim;
import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.definition;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.ownedBy;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.podVolumeBackup;
import static io.goleta.core.restore.Samples.service;
import static io.goleta.core.restore.Samples.volume;
import static io.goleta.core.restore.Samples.withClaim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Restore;
import io.goleta.sandbox.InjectedFault;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore whose server was killed is executed again. */
@Timeout(120)
class RestoreRestartTest {
    private static final KubernetesObject POD = withClaim(pod("shop", "db"), "data", "data-db");
    private static final KubernetesObject OWNER = object("example.com/v1", "Widget", "shop", "one");
    private static final KubernetesObject[] FILES = {podVolumeBackup(POD, "data", "data-db", "1a2b3c4d")};

    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
        scenario.plugin(Actions.waitForVolumes());
        scenario.backup(objects(), FILES);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20, 40, 60, 66, 67})
    void endsAsIfNothingHadHappenedWhereverItWasKilled(int created) throws InterruptedException {
        KubernetesObject restore = scenario.restoreObject("r0", Map.of("namespaceMapping", Map.of("shop", "copy")));
        killAfter(created, restore);

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.execute(restore);
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 66, null));
        assertThat(scenario.list("podvolumerestores.velero.io", "velero"))
                .singleElement()
                .satisfies(request -> assertThat(request.string("spec", "pod", "uid"))
                        .contains(scenario.get("pods", "copy", "db").uid()));
        scenario.cluster().refreshDiscovery();
        assertThat(scenario.get("configmaps", "copy", "settings-7").string("metadata", "ownerReferences", "0", "uid"))
                .contains(scenario.get("widgets.example.com", "copy", "one").uid());
        assertThat(scenario.list("persistentvolumes", "")).hasSize(1);
    }

    @Test
    void finishedVolumesAreNotRestoredAgain() {
        KubernetesObject restore = scenario.restoreObject("r0", Map.of());
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            scenario.execute(restore);
        }
        List<KubernetesObject> before = scenario.list("podvolumerestores.velero.io", "velero");

        RestoreReport again = scenario.execute(restore);

        assertThat(again).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 66, null));
        assertThat(scenario.list("podvolumerestores.velero.io", "velero")).isEqualTo(before);
    }

    @Test
    void failedVolumesAreTriedOnceMore() {
        KubernetesObject restore = scenario.restoreObject("r0", Map.of());
        try (NodeAgent agent = NodeAgent.answering(
                scenario.cluster(), request -> Map.of("phase", "Failed", "message", "node rebooted"))) {
            assertThat(scenario.execute(restore).errors()).isEqualTo(1);
        }

        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            assertThat(scenario.execute(restore).errors()).isZero();
        }
    }

    @Test
    void anEarlierRestoreOfTheSameNameIsSomebodyElse() {
        scenario.volumeTimeout(Duration.ofSeconds(5));
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            scenario.execute(scenario.restoreObject("r0", Map.of()));
        }
        KubernetesObject second = restoreObjectAfter(scenario.get("pods", "shop", "db"));

        RestoreReport report = scenario.execute(second);

        assertThat(report.items()).isZero();
        assertThat(scenario.list("podvolumerestores.velero.io", "velero"))
                .noneSatisfy(
                        request -> assertThat(request.labels()).containsEntry("velero.io/restore-uid", second.uid()));
    }

    /** Objects are told apart by times of whole seconds. */
    private KubernetesObject restoreObjectAfter(KubernetesObject object) {
        String before = object.string("metadata", "creationTimestamp").orElseThrow();
        while (true) {
            scenario.deleteRestore("r0");
            KubernetesObject restore = scenario.restoreObject("r0", Map.of());
            if (restore.string("metadata", "creationTimestamp").orElseThrow().compareTo(before) > 0) {
                return restore;
            }
        }
    }

    private void killAfter(int created, KubernetesObject restore) throws InterruptedException {
        AtomicInteger creations = new AtomicInteger();
        CountDownLatch reached = new CountDownLatch(1);
        // From here on nothing more happens in the cluster, as far as this execution is concerned.
        try (var rule = scenario.sandbox()
                .whenever(
                        request -> {
                            boolean late = request.verb().equals("create") && creations.incrementAndGet() > created;
                            if (late) {
                                reached.countDown();
                            }
                            return late;
                        },
                        InjectedFault.droppedConnection())) {
            Thread server = Thread.ofVirtual().start(() -> assertThatThrownBy(() -> scenario.execute(restore)));
            reached.await();
            server.interrupt();
            server.join();
        }
    }

    private static List<KubernetesObject> objects() {
        List<KubernetesObject> objects = new ArrayList<>();
        objects.add(definition("widgets", "Widget"));
        objects.add(OWNER);
        objects.add(POD);
        objects.add(claim("shop", "data-db", ""));
        objects.add(volume("pv-other", "Retain", "shop", "other"));
        objects.add(service("shop", "web"));
        for (int i = 0; i < 60; i++) {
            objects.add(ownedBy(configMap("shop", "settings-" + i), OWNER));
        }
        return objects;
    }
}
