package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.server.control.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that ask for something in vain, or that are not where they are believed to be. */
class DoubtfulRepositoriesTest {
    @TempDir
    Path scratch;

    private final Set<String> backingUp = new HashSet<>();
    private final RepositoryUsage use = new RepositoryUsage() {
        @Override
        public boolean isBackingUp(String location) {
            return backingUp.contains(location);
        }

        @Override
        public Optional<String> moving(RepositoryAddress repository) {
            return Optional.empty();
        }
    };
    private World world;
    private RepositoryReconciler reconciler;
    private ResticRepository repository;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.location("default");
        reconciler = new RepositoryReconciler(
                world.locations,
                world.access,
                world.keys,
                use,
                new MaintenanceSchedule(Duration.ofDays(7), Duration.ofDays(30), 5),
                world.clock);
        repository = world.named(VeleroKind.RESTIC_REPOSITORY, "shop-default");
        repository.setSpec(new ResticRepository.Spec("shop", "default", "", "0s"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aFrequencyThatCannotBeReadIsKeptAndReported() throws InterruptedException {
        repository.setSpec(new ResticRepository.Spec("shop", "default", "", "1week"));
        repository.setAnnotation(VeleroApi.CHECK_FREQUENCY, "often");
        repository.setAnnotation(VeleroApi.CHECK_READ_DATA_PERCENT, "150");
        backingUp.add("default");

        reconcile();

        assertThat(repository.spec().maintenanceFrequency()).isEqualTo("1week");
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().message())
                .contains("spec.maintenanceFrequency is \"1week\"")
                .contains("goleta.io/check-frequency is \"often\"")
                .contains("goleta.io/check-read-data-percent is \"150\"");
        repository.setSpec(new ResticRepository.Spec("shop", "default", "", "24h"));
        repository.setAnnotation(VeleroApi.CHECK_FREQUENCY, null);
        repository.setAnnotation(VeleroApi.CHECK_READ_DATA_PERCENT, null);

        reconcile();

        assertThat(repository.status().message()).isNull();
    }

    @Test
    void aRepositoryThatVeleroKeepsElsewhereIsNotMadeHere() throws InterruptedException {
        world.cluster.mergePatch(
                ApiResource.of(VeleroKind.BACKUP_STORAGE_LOCATION),
                World.NAMESPACE,
                "default",
                Map.of("spec", Map.of("config", Map.of("resticRepoPrefix", "s3:https://elsewhere/bucket/repos"))));
        backingUp.add("default");

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        assertThat(repository.status().message()).contains("config.resticRepoPrefix");
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void aRepositoryWhoseFilesAreGoneIsMadeAnewForTheNextBackup() throws InterruptedException {
        backingUp.add("default");
        reconcile();
        repository = world.cluster.create(repository);
        RepositoryPresence presence = new RepositoryPresence(world.cluster, World.NAMESPACE, world.locations);
        world.put("restic/shop/config", new byte[1]);
        assertThat(presence.lookAgain("default", namespace -> true)).isEmpty();

        world.store.delete("restic/shop/config");

        assertThat(presence.lookAgain("default", "other"::equals)).isEmpty();
        repository = world.reload(VeleroKind.RESTIC_REPOSITORY, "shop-default");
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        reconcile();
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        repository = world.save(repository);
        world.store.delete("restic/shop/config");
        assertThat(presence.lookAgain("default", "shop"::equals))
                .singleElement()
                .asString()
                .contains("namespace shop")
                .contains("cannot be restored");
    }

    private void reconcile() throws InterruptedException {
        reconciler.reconcile(repository, changed -> {}).update().ifPresent(changed -> repository = changed);
    }
}
