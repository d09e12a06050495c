package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.run.Results;
import io.goleta.core.run.RunLog;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreProspectsTest {
    private static final PodVolumeTracker.Volume VOLUME = volume();
    private static final KubernetesObject PENDING = KubernetesObject.of(
            Map.of("metadata", Map.of("name", "data", "namespace", "shop", "uid", "claim-uid"), "spec", Map.of()));
    private static final GroupResource CLASSES = new GroupResource("storage.k8s.io", "storageclasses");

    private final TestClock clock = TestClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<ItemId, KubernetesObject> objects = new HashMap<>();
    private final Map<String, String> nodesWithoutAgent = new HashMap<>();
    private RunReporter reporter;
    private RestoreProspects prospects;

    @BeforeEach
    void start(@TempDir Path folder) {
        reporter = new RunReporter(RunLog.create(folder.resolve("log"), Map.of(), clock), new Results());
        HeldObjects cluster = new HeldObjects(objects);
        ClaimProspects claims = new ClaimProspects(cluster, new StorageClasses(cluster));
        prospects = new RestoreProspects(
                cluster, claims, node -> Optional.ofNullable(nodesWithoutAgent.get(node)), reporter, clock);
        put(new GroupResource("", "pods"), "shop", pod());
        put(
                CLASSES,
                null,
                named("disk")
                        .with("example.com/disk", "provisioner")
                        .withAnnotation("storageclass.kubernetes.io/is-default-class", "true"));
    }

    @AfterEach
    void stop() {
        reporter.close();
    }

    @Test
    void aPodThatIsGoneIsHopelessAtOnce() {
        objects.clear();

        assertThat(prospects.apply(VOLUME)).contains("the pod was deleted before its volumes were restored");
    }

    @Test
    void aPodThatWaitsForItsProvisionerIsNotHopeless() {
        claim(PENDING);

        assertThat(afterAMinute()).isEmpty();
        assertThat(reporter.results().warnings()).isZero();
    }

    @Test
    void aNodeWithoutAgentEndsTheWaitAfterAMinuteAndNotBefore() {
        put(new GroupResource("", "pods"), "shop", pod().with("node-1", "spec", "nodeName"));
        nodesWithoutAgent.put("node-1", "no agent runs on node node-1");

        assertThat(prospects.apply(VOLUME)).isEmpty();
        clock.advance(Duration.ofSeconds(44));
        assertThat(prospects.apply(VOLUME)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(prospects.apply(VOLUME)).contains("no agent runs on node node-1");
    }

    @Test
    void anAgentThatComesBackInTimeIsNotReported() {
        put(new GroupResource("", "pods"), "shop", pod().with("node-1", "spec", "nodeName"));
        nodesWithoutAgent.put("node-1", "no agent runs on node node-1");
        prospects.apply(VOLUME);
        nodesWithoutAgent.clear();
        clock.advance(Duration.ofSeconds(40));
        prospects.apply(VOLUME);
        nodesWithoutAgent.put("node-1", "no agent runs on node node-1");
        clock.advance(Duration.ofSeconds(10));

        assertThat(prospects.apply(VOLUME)).isEmpty();
    }

    @Test
    void aClaimThatIsNotThereEndsTheWait() {
        assertThat(afterAMinute()).contains("the pod mounts claim data, which is not in the cluster");
    }

    @Test
    void aClaimWhoseClassDoesNotProvisionEndsTheWait() {
        put(CLASSES, null, named("local").with("kubernetes.io/no-provisioner", "provisioner"));
        claim(PENDING.with("local", "spec", "storageClassName"));

        assertThat(afterAMinute())
                .contains(
                        "claim data cannot be bound: storage class local has no provisioner, and no volume is free for"
                                + " it");
    }

    @Test
    void aClaimForWhichAVolumeIsFreeDoesNot() {
        put(CLASSES, null, named("local").with("kubernetes.io/no-provisioner", "provisioner"));
        put(GroupResource.PERSISTENT_VOLUMES, null, named("pv-1").with("local", "spec", "storageClassName"));
        claim(PENDING.with("local", "spec", "storageClassName"));

        assertThat(afterAMinute()).isEmpty();
    }

    @Test
    void aClaimWithASelectorEndsTheWait() {
        claim(PENDING.with(Map.of("disk", "old"), "spec", "selector", "matchLabels"));

        assertThat(afterAMinute())
                .hasValueSatisfying(reason -> assertThat(reason).contains("it has a selector"));
    }

    @Test
    void aClaimOfAReleasedVolumeEndsTheWait() {
        put(
                GroupResource.PERSISTENT_VOLUMES,
                null,
                named("pv-1").with(Map.of("namespace", "shop", "name", "data", "uid", "former"), "spec", "claimRef"));
        claim(PENDING.with("pv-1", "spec", "volumeName"));

        assertThat(afterAMinute())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("volume pv-1 belongs to claim shop/data, or to one of that name which is gone"));
    }

    @Test
    void aPodWithoutNodeGetsOneWarningAndGoesOnWaiting() {
        claim(PENDING.with("Bound", "status", "phase"));
        Map<String, String> condition = Map.of(
                "type", "PodScheduled", "status", "False", "reason", "Unschedulable", "message", "0/3 nodes available");
        put(new GroupResource("", "pods"), "shop", pod().with(List.of(condition), "status", "conditions"));

        assertThat(afterAMinute()).isEmpty();
        assertThat(prospects.apply(VOLUME)).isEmpty();

        assertThat(reporter.results().warnings()).isEqualTo(1);
        assertThat(new String(reporter.results().toJson(), StandardCharsets.UTF_8))
                .contains("Pod db still waits for its files: it has no node: 0/3 nodes available");
    }

    @Test
    void anInitContainerWithoutImageGetsAWarning() {
        Map<String, Object> status =
                Map.of("name", "restic-wait", "state", Map.of("waiting", Map.of("reason", "ImagePullBackOff")));
        put(
                new GroupResource("", "pods"),
                "shop",
                pod().with("node-1", "spec", "nodeName").with(List.of(status), "status", "initContainerStatuses"));

        assertThat(afterAMinute()).isEmpty();
        assertThat(reporter.results().warnings()).isEqualTo(1);
    }

    private Optional<String> afterAMinute() {
        assertThat(prospects.apply(VOLUME)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        return prospects.apply(VOLUME);
    }

    private void claim(KubernetesObject claim) {
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", claim);
    }

    private void put(GroupResource resource, @Nullable String namespace, KubernetesObject object) {
        objects.put(new ItemId(resource, namespace, object.name()), object);
    }

    private static KubernetesObject named(String name) {
        return KubernetesObject.of(Map.of("metadata", Map.of("name", name)));
    }

    private static KubernetesObject pod() {
        return KubernetesObject.of(Map.of(
                "metadata",
                Map.of("name", "db", "namespace", "shop", "uid", "pod-uid"),
                "spec",
                Map.of(
                        "volumes",
                        List.of(Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "data"))))));
    }

    private static PodVolumeTracker.Volume volume() {
        return new PodVolumeTracker.Volume("shop", "db", "pod-uid", "data", "");
    }

    private record HeldObjects(Map<ItemId, KubernetesObject> objects) implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return Optional.ofNullable(objects.get(id));
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            return objects.entrySet().stream()
                    .filter(entry -> entry.getKey().resource().equals(resource)
                            && Objects.equals(entry.getKey().namespace(), namespace))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
