package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroKind;
import io.goleta.server.control.World;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.WrongPasswordException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryReconcilerTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path scratch;

    private World world;
    private RepositoryReconciler reconciler;
    private final Set<String> backingUp = new HashSet<>();
    private volatile Optional<String> moving = Optional.empty();
    private final RepositoryUsage use = new RepositoryUsage() {
        @Override
        public boolean isBackingUp(String location) {
            return backingUp.contains(location);
        }

        @Override
        public Optional<String> moving(RepositoryAddress repository) {
            return moving;
        }
    };
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
                new MaintenanceSchedule(WEEK, MONTH, 5),
                world.clock,
                Duration.ofMillis(5));
        repository = VeleroKind.RESTIC_REPOSITORY.of(world.named(VeleroKind.RESTIC_REPOSITORY, "shop-default")
                .object()
                .with(world.clock.instant().toString(), "metadata", "creationTimestamp"));
        repository.setSpec(new ResticRepository.Spec("shop", "default", "", "0s"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aBackupUnderWayCreatesTheRepository() throws InterruptedException {
        backingUp.add("default");

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().lastMaintenanceTime()).isEqualTo(world.clock.instant());
        assertThat(repository.spec().resticIdentifier()).isEqualTo("test.io/memory:bucket/restic/shop");
        assertThat(repository.spec().maintenanceFrequency()).isEqualTo("168h0m0s");
        assertThat(world.mover.notes).containsExactly("restic/shop prepare");
    }

    @Test
    void theRepositoryOfAnotherDataMoverLiesInAFolderOfItsOwn() throws InterruptedException {
        repository.setLabel(World.OTHER_MOVER, "DataMover");
        backingUp.add("default");

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.spec().resticIdentifier())
                .isEqualTo("test.io/memory:bucket/plugins/example.com/copy/shop");
        assertThat(world.mover.notes).containsExactly("plugins/example.com/copy/shop prepare");
    }

    @Test
    void saysThatNoPluginOffersTheDataMover() throws InterruptedException {
        repository.setLabel("example.com/gone", "DataMover");
        backingUp.add("default");

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        assertThat(repository.status().message()).isEqualTo("no plugin offers example.com/gone");
    }

    @Test
    void aRestoreNeverCreatesOneAndTheNextBackupStartsAfresh() throws InterruptedException {
        ReconcileResult<ResticRepository> first = reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        assertThat(repository.status().message()).contains("there is no repository at");
        assertThat(first.requeueAfter()).isPresent();
        assertThat(reconcile().delete()).isTrue();
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void aRestoreOpensOneThatIsThere() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(world.mover.notes).containsExactly("restic/shop connect");
    }

    @Test
    void aRequestToLookAgainIsTakenOffWithTheAnswer() throws InterruptedException {
        backingUp.add("default");
        repository.setAnnotation("goleta.io/check-requested", "now");
        repository.setAnnotation("mine", "kept");

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.annotations()).containsOnlyKeys("mine");
    }

    @Test
    void nothingIsCreatedInAReadOnlyLocation() throws InterruptedException {
        world.location("archive", "ReadOnly");
        backingUp.add("archive");
        repository.setSpec(new ResticRepository.Spec("shop", "archive", "", "0s"));

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void isNotPrunedInAReadOnlyLocation() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        world.location("archive", "ReadOnly");
        repository.setSpec(new ResticRepository.Spec("shop", "archive", "", "0s"));
        reconcile();
        world.clock.advance(Duration.ofDays(30));
        world.mover.notes.clear();

        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void triesAgainAfterGrowingPausesUntilItIsReady() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        world.mover.failure = new WrongPasswordException("wrong password");

        Duration first = reconcile().requeueAfter().orElseThrow();
        assertThat(repository.status().message()).isEqualTo("wrong password");
        Duration second = reconcile().requeueAfter().orElseThrow();
        assertThat(second).isEqualTo(first.multipliedBy(2));

        world.mover.failure = null;
        reconcile();
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().message()).isNull();
    }

    @Test
    void aMissingLocationIsSaidAndTriedAgain() throws InterruptedException {
        repository.setSpec(new ResticRepository.Spec("shop", "nowhere", "", "0s"));

        ReconcileResult<ResticRepository> outcome = reconcile();

        assertThat(repository.status().message()).isEqualTo("backup storage location nowhere not found");
        assertThat(outcome.requeueAfter()).isPresent();
    }

    @Test
    void isLeftAloneUntilItIsDueAndThenPruned() throws InterruptedException {
        ready();
        world.clock.advance(WEEK.minusSeconds(1));
        reconcile();
        assertThat(world.mover.notes).isEmpty();

        world.clock.advance(Duration.ofSeconds(2));
        reconcile();

        assertThat(world.mover.notes).containsExactly("restic/shop unlock", "restic/shop maintain");
        assertThat(repository.status().lastMaintenanceTime()).isEqualTo(world.clock.instant());
    }

    @Test
    void isPrunedBesideABackupThatDoesNotMoveItsVolumes() throws InterruptedException {
        ready();
        world.clock.advance(WEEK.plusSeconds(1));
        backingUp.add("default");

        reconcile();

        assertThat(world.mover.notes).contains("restic/shop maintain");
    }

    @Test
    void isNotPrunedWhileItsVolumesMove() throws InterruptedException {
        ready();
        world.clock.advance(WEEK.plusSeconds(1));
        moving = Optional.of("backup daily");

        assertThat(reconcile().requeueAfter()).contains(Duration.ofMinutes(1));
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void pruningGivesWayToABackupThatBegins() throws InterruptedException {
        ready();
        world.clock.advance(WEEK.plusSeconds(1));
        Instant pruned = repository.status().lastMaintenanceTime();
        world.mover.whileAt = what -> {
            if (what.equals("maintain")) {
                moving = Optional.of("backup daily");
                beInterrupted();
            }
        };

        assertThat(reconcile().requeueAfter()).contains(Duration.ofMinutes(1));

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().lastMaintenanceTime()).isEqualTo(pruned);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void isVerifiedOnScheduleWithTheResultInItsAnnotations() throws InterruptedException {
        ready();
        world.clock.advance(MONTH.plusSeconds(1));
        reconcile();
        reconcile();

        assertThat(world.mover.notes)
                .containsExactly(
                        "restic/shop unlock", "restic/shop maintain", "restic/shop unlock", "restic/shop check 5");
        assertThat(repository.annotations())
                .containsEntry("goleta.io/last-check-result", "Passed")
                .containsEntry(
                        "goleta.io/last-check-time", world.clock.instant().toString());
    }

    @Test
    void damageThatACheckFindsIsSaidUntilACheckPasses() throws InterruptedException {
        ready();
        world.clock.advance(MONTH.plusSeconds(1));
        reconcile();
        world.mover.failure = new GoletaException(Fault.STORAGE, "pack 1234 is damaged");
        reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().message()).isEqualTo("pack 1234 is damaged");
        assertThat(repository.annotations()).containsEntry("goleta.io/last-check-result", "Failed");

        world.mover.failure = null;
        world.clock.advance(WEEK.plusSeconds(1));
        reconcile();
        assertThat(repository.status().message()).as("after pruning").isEqualTo("pack 1234 is damaged");

        world.clock.advance(MONTH);
        reconcile();
        reconcile();
        assertThat(repository.status().message()).isNull();
    }

    @Test
    void aCheckThatCannotReachTheStoreIsNoResult() throws InterruptedException {
        ready();
        world.clock.advance(MONTH.plusSeconds(1));
        reconcile();
        world.mover.failure = GoletaException.retryable(Fault.STORAGE, "the store is away", null);

        assertThat(reconcile().requeueAfter()).isPresent();

        assertThat(repository.annotations()).isEmpty();
    }

    @Test
    void aRepositoryCanSayHowOftenItIsVerifiedAndHowThoroughly() throws InterruptedException {
        ready();
        repository.setAnnotation("goleta.io/check-frequency", "24h");
        repository.setAnnotation("goleta.io/check-read-data-percent", "50");
        world.clock.advance(Duration.ofHours(25));
        reconcile();

        assertThat(world.mover.notes).contains("restic/shop check 50");
    }

    @Test
    void aLocationThatWasEditedLeadsToAnotherRepository() throws InterruptedException {
        ready();
        world.cluster.delete(world.reload(VeleroKind.BACKUP_STORAGE_LOCATION, "default"));
        BackupStorageLocation elsewhere = world.location("default");
        elsewhere.setSpec(new BackupStorageLocation.Spec(
                "test.io/memory",
                Map.of(),
                null,
                new BackupStorageLocation.ObjectStorage("another", null, null),
                null,
                "ReadWrite",
                null,
                null));
        world.save(elsewhere);
        world.store.delete("restic/shop/config");

        reconcile();

        assertThat(repository.spec().resticIdentifier()).isEqualTo("test.io/memory:another/restic/shop");
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        assertThat(repository.status().message()).contains("there is no repository at");

        backingUp.add("default");
        reconcile();
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
    }

    @Test
    void doesWhatItsAnnotationAsksForAndAnswersInAnother() throws InterruptedException {
        ready();
        ask("check 10% t1");
        reconcile();

        assertThat(world.mover.notes).contains("restic/shop check 10");
        RepositoryAnswer answer = answer();
        assertThat(answer.token()).isEqualTo("t1");
        assertThat(answer.operation()).isEqualTo("check");
        assertThat(answer.state()).isEqualTo(RepositoryAnswer.State.Succeeded);
        assertThat(repository.annotations()).doesNotContainKey("goleta.io/operation-requested");
    }

    @Test
    void aRequestWaitsWhileVolumesMoveAndStays() throws InterruptedException {
        ready();
        moving = Optional.of("backup daily");
        ask("prune t2");
        reconcile();

        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Waiting);
        assertThat(answer().message()).isEqualTo("backup daily");

        moving = Optional.empty();
        reconcile();
        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Succeeded);
        assertThat(repository.status().lastMaintenanceTime()).isEqualTo(world.clock.instant());
    }

    @Test
    void locksAreRemovedEvenWhileVolumesMove() throws InterruptedException {
        ready();
        moving = Optional.of("backup daily");
        ask("unlock");
        reconcile();

        assertThat(world.mover.notes).containsExactly("restic/shop unlock");
        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Succeeded);
    }

    @Test
    void whatCannotBeDoneIsAnsweredWithTheReason() throws InterruptedException {
        ready();
        ask("defragment t3");
        reconcile();
        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Failed);
        assertThat(answer().token()).isEqualTo("t3");
        assertThat(answer().message()).contains("defragment").contains("prune, check, unlock, rotate-key");

        ask("prune t4");
        world.mover.failure = GoletaException.retryable(Fault.STORAGE, "locked", null);
        reconcile();
        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Waiting);
        assertThat(answer().message()).isEqualTo("locked; it is tried again");
        reconcile();
        reconcile();
        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Failed);
        assertThat(answer().message()).isEqualTo("locked");
    }

    @Test
    void aRequestToARepositoryThatCannotBeOpenedFails() throws InterruptedException {
        repository.setSpec(new ResticRepository.Spec("shop", "nowhere", "", "0s"));
        ask("prune t5");
        reconcile();

        assertThat(answer().state()).isEqualTo(RepositoryAnswer.State.Failed);
        assertThat(answer().message()).contains("nowhere");
    }

    private void ask(String request) {
        repository.setAnnotation("goleta.io/operation-requested", request);
    }

    private RepositoryAnswer answer() {
        return RepositoryAnswer.parse(repository.annotations(), "goleta.io/operation")
                .orElseThrow();
    }

    private static void beInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.INTERNAL, "was cancelled", e);
        }
    }

    @Test
    void staysReadyWhenPruningFailsAndTriesAgainLater() throws InterruptedException {
        ready();
        world.clock.advance(WEEK.plusSeconds(1));
        world.mover.failure = GoletaException.retryable(Fault.STORAGE, "locked", null);

        ReconcileResult<ResticRepository> outcome = reconcile();

        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
        assertThat(repository.status().message()).isEqualTo("locked");
        assertThat(outcome.requeueAfter().orElseThrow()).isPositive();
    }

    private void ready() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        reconcile();
        world.mover.notes.clear();
    }

    private ReconcileResult<ResticRepository> reconcile() throws InterruptedException {
        ReconcileResult<ResticRepository> outcome = reconciler.reconcile(repository, changed -> {});
        outcome.update().ifPresent(updated -> repository = updated);
        return outcome;
    }
}
