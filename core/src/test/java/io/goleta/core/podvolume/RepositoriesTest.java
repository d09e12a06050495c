package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RepositoriesTest {
    private final FakeCluster cluster =
            new FakeCluster().offer("resticrepositories.velero.io", "ResticRepository", true);
    private final List<String> calls = new ArrayList<>();

    @Test
    void waitsForARepositoryThatIsNew() {
        cluster.put(repository().with("New", "status", "phase"));
        AtomicInteger looks = new AtomicInteger();
        cluster.onCall(call -> {
            if (looks.incrementAndGet() == 3) {
                cluster.put(repository()
                        .with("Ready", "status", "phase")
                        .with("/srv/restic/shop", "spec", "resticIdentifier"));
            }
        });

        assertThat(repositories(Clock.systemUTC()).ensure("velero.io/restic", "shop", "default"))
                .isEqualTo("/srv/restic/shop");
        assertThat(looks).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void asksOnceForAllVolumesOfANamespace() {
        cluster.put(repository().with("Ready", "status", "phase"));
        cluster.onCall(call -> calls.add(call.toString()));
        Repositories repositories = repositories(Clock.systemUTC());

        repositories.ensure("velero.io/restic", "shop", "default");
        repositories.ensure("velero.io/restic", "shop", "default");

        assertThat(calls).containsExactly("list resticrepositories.velero.io velero");
    }

    @Test
    void eachDataMoverHasItsOwn() {
        cluster.put(repository().with("Ready", "status", "phase").with("/srv/restic/shop", "spec", "resticIdentifier"));
        cluster.put(copies("blog"));
        cluster.put(copies("shop"));
        Repositories repositories = repositories(Clock.systemUTC());

        assertThat(repositories.ensure("example.com/copy", "shop", "default")).isEqualTo("/srv/copies/shop");
        assertThat(repositories.ensure("velero.io/restic", "shop", "default")).isEqualTo("/srv/restic/shop");
    }

    @Test
    void createsOneOfAnotherDataMoverWithoutVelerosLabels() {
        assertThatThrownBy(() -> repositories(TestClock.ticking(Instant.EPOCH, Duration.ofMinutes(2)))
                        .ensure("example.com/copy", "shop", "default"))
                .hasMessageContaining("timed out waiting for example.com/copy repository to become ready");

        KubernetesObject created =
                cluster.list(VeleroKind.RESTIC_REPOSITORY.id(), "velero", "").getFirst();
        assertThat(created.labels()).isEqualTo(Map.of("example.com/copy", "DataMover"));
        assertThat(created.string("spec", "volumeNamespace")).contains("shop");
        assertThat(RepositoryLabels.dataMover(created.labels())).isEqualTo("example.com/copy");
        assertThat(RepositoryLabels.dataMover(repository().labels())).isEqualTo("velero.io/restic");
    }

    @Test
    void hasARepositoryInDoubtLookedAtOnce() {
        cluster.put(repository().with("Ready", "status", "phase"));
        Repositories repositories = repositories(TestClock.ticking(Instant.EPOCH, Duration.ofMinutes(2)));
        repositories.ensure("velero.io/restic", "shop", "default");

        repositories.doubt("velero.io/restic", "shop", "default");

        assertThat(phase()).contains("New");
        assertThatThrownBy(() -> repositories.ensure("velero.io/restic", "shop", "default"))
                .hasMessageContaining("timed out waiting for restic repository to become ready");
        cluster.put(repository().with("Ready", "status", "phase"));
        repositories.doubt("velero.io/restic", "shop", "default");
        assertThat(phase()).contains("Ready");
    }

    @Test
    void tellsOnceThatARepositoryIsDamaged() {
        cluster.put(repository()
                .with(Map.of("phase", "Ready", "message", "pack 1a2b is missing"), "status")
                .withAnnotation("goleta.io/last-check-result", "Failed"));
        Repositories repositories = repositories(Clock.systemUTC());

        assertThat(repositories.newsOfDamage("velero.io/restic", "shop", "default"))
                .hasValueSatisfying(news -> assertThat(news).contains("pack 1a2b is missing", "namespace shop"));
        assertThat(repositories.newsOfDamage("velero.io/restic", "shop", "default"))
                .isEmpty();
    }

    private Optional<String> phase() {
        return cluster.list(VeleroKind.RESTIC_REPOSITORY.id(), "velero", "")
                .getFirst()
                .string("status", "phase");
    }

    private static KubernetesObject copies(String volumeNamespace) {
        return repository()
                .with("copies-" + volumeNamespace, "metadata", "name")
                .with(Map.of("example.com/copy", "DataMover"), "metadata", "labels")
                .with(
                        Map.of(
                                "volumeNamespace",
                                volumeNamespace,
                                "backupStorageLocation",
                                "default",
                                "resticIdentifier",
                                "/srv/copies/" + volumeNamespace),
                        "spec")
                .with("Ready", "status", "phase");
    }

    @Test
    void givesUpAfterFiveMinutes() {
        Clock hurried = TestClock.ticking(Instant.EPOCH, Duration.ofMinutes(1));

        assertThatThrownBy(() -> repositories(hurried).ensure("velero.io/restic", "shop", "default"))
                .hasMessageContaining("timed out waiting for restic repository to become ready")
                .hasMessageContaining("namespace shop in storage location default");
    }

    @Test
    void letsOneThatItsControllerGaveUpBeLookedAtAgain() {
        cluster.put(givenUp("the bucket is gone"));
        cluster.onCall(call -> {
            calls.add(call.toString());
            if (calls.contains("patch resticrepositories.velero.io velero/shop-default-x7k2p") && calls.size() == 5) {
                cluster.put(repository()
                        .with("Ready", "status", "phase")
                        .with("/srv/restic/shop", "spec", "resticIdentifier"));
            }
        });

        assertThat(repositories(Clock.systemUTC()).ensure("velero.io/restic", "shop", "default"))
                .isEqualTo("/srv/restic/shop");
    }

    @Test
    void doesNotWaitForOneThatItsControllerGaveUpAgain() {
        cluster.put(givenUp("the bucket is gone"));
        cluster.onCall(call -> {
            calls.add(call.toString());
            if (calls.size() == 4) {
                cluster.put(givenUp("the password is wrong"));
            }
        });

        assertThatThrownBy(() -> repositories(Clock.systemUTC()).ensure("velero.io/restic", "shop", "default"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE))
                .hasMessageContaining("restic repository is not ready: the password is wrong");
        assertThat(calls).filteredOn(call -> call.startsWith("patch")).hasSize(1);
    }

    @Test
    void doesNotWaitLongForAControllerThatDoesNotLook() {
        cluster.put(givenUp("the bucket is gone"));

        assertThatThrownBy(() -> repositories(TestClock.ticking(Instant.EPOCH, Duration.ofSeconds(20)))
                        .ensure("velero.io/restic", "shop", "default"))
                .hasMessageContaining("restic repository is not ready: the bucket is gone");
    }

    @Test
    void createsOneWithVelerosLabelsAndANameThatTwoRunsShare() {
        assertThatThrownBy(() -> repositories(TestClock.ticking(Instant.EPOCH, Duration.ofMinutes(2)))
                        .ensure("velero.io/restic", "shop", "default"))
                .isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> repositories(TestClock.ticking(Instant.EPOCH, Duration.ofMinutes(2)))
                        .ensure("velero.io/restic", "shop", "default"))
                .isInstanceOf(GoletaException.class);

        List<KubernetesObject> created = cluster.list(VeleroKind.RESTIC_REPOSITORY.id(), "velero", "");
        assertThat(created).hasSize(1);
        assertThat(created.getFirst().map("spec"))
                .isEqualTo(Map.of(
                        "volumeNamespace", "shop",
                        "backupStorageLocation", "default",
                        "resticIdentifier", "",
                        "maintenanceFrequency", "0s"));
        assertThat(created.getFirst().labels())
                .isEqualTo(Map.of("velero.io/volume-namespace", "shop", "velero.io/storage-location", "default"));
    }

    private Repositories repositories(Clock clock) {
        return new Repositories(cluster, "velero", clock);
    }

    private static KubernetesObject givenUp(String reason) {
        return repository().with(Map.of("phase", "NotReady", "message", reason), "status");
    }

    private static KubernetesObject repository() {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "velero.io/v1",
                "kind",
                "ResticRepository",
                "metadata",
                Map.of(
                        "name",
                        "shop-default-x7k2p",
                        "namespace",
                        "velero",
                        "labels",
                        Map.of("velero.io/volume-namespace", "shop", "velero.io/storage-location", "default"))));
    }
}
