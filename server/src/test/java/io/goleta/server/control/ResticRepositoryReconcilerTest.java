package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.RepositoryPhase;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.ResticRepositorySpec;
import io.goleta.server.loop.Outcome;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResticRepositoryReconcilerTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path scratch;

    private World world;
    private ResticRepositoryReconciler reconciler;
    private final Set<String> backingUp = new HashSet<>();
    private ResticRepository repository;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.location("default");
        reconciler =
                new ResticRepositoryReconciler(world.locations, world.access, backingUp::contains, WEEK, world.clock);
        repository = world.named(new ResticRepository(), "shop-default");
        repository.setSpec(new ResticRepositorySpec("shop", "default", "", "0s"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aBackupUnderWayCreatesTheRepository() throws InterruptedException {
        backingUp.add("default");

        reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(repository.getStatus().lastMaintenanceTime()).isEqualTo(world.clock.instant());
        assertThat(repository.getSpec().resticIdentifier()).isEqualTo("test.io/memory:bucket/restic/shop");
        assertThat(repository.getSpec().maintenanceFrequency()).isEqualTo("168h0m0s");
        assertThat(world.mover.notes).containsExactly("restic/shop prepare");
    }

    @Test
    void aRestoreNeverCreatesOneAndTheNextBackupStartsAfresh() throws InterruptedException {
        Outcome<ResticRepository> first = reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.NotReady);
        assertThat(repository.getStatus().message()).contains("there is no repository at");
        assertThat(first.again()).isPresent();
        assertThat(reconcile().delete()).isTrue();
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void aRestoreOpensOneThatIsThere() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);

        reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(world.mover.notes).containsExactly("restic/shop connect");
    }

    @Test
    void aRequestToLookAgainIsTakenOffWithTheAnswer() throws InterruptedException {
        backingUp.add("default");
        repository.getMetadata().setAnnotations(Map.of("goleta.io/check-requested", "now", "mine", "kept"));

        reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(repository.getMetadata().getAnnotations()).containsOnlyKeys("mine");
    }

    @Test
    void nothingIsCreatedInAReadOnlyLocation() throws InterruptedException {
        world.location("archive", "ReadOnly");
        backingUp.add("archive");
        repository.setSpec(new ResticRepositorySpec("shop", "archive", "", "0s"));

        reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.NotReady);
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void isNotPrunedInAReadOnlyLocation() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        world.location("archive", "ReadOnly");
        repository.setSpec(new ResticRepositorySpec("shop", "archive", "", "0s"));
        reconcile();
        world.clock.turn(Duration.ofDays(30));
        world.mover.notes.clear();

        reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void triesAgainAfterGrowingPausesUntilItIsReady() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        world.mover.failure = new GoletaException(Fault.USER, "wrong password");

        Duration first = reconcile().again().orElseThrow();
        assertThat(repository.getStatus().message()).isEqualTo("wrong password");
        Duration second = reconcile().again().orElseThrow();
        assertThat(second).isEqualTo(first.multipliedBy(2));

        world.mover.failure = null;
        reconcile();
        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(repository.getStatus().message()).isNull();
    }

    @Test
    void aMissingLocationIsSaidAndTriedAgain() throws InterruptedException {
        repository.setSpec(new ResticRepositorySpec("shop", "nowhere", "", "0s"));

        Outcome<ResticRepository> outcome = reconcile();

        assertThat(repository.getStatus().message()).isEqualTo("backup storage location nowhere not found");
        assertThat(outcome.again()).isPresent();
    }

    @Test
    void isLeftAloneUntilItIsDueAndThenPruned() throws InterruptedException {
        ready();
        world.clock.turn(WEEK.minusSeconds(1));
        reconcile();
        assertThat(world.mover.notes).isEmpty();

        world.clock.turn(Duration.ofSeconds(2));
        reconcile();

        assertThat(world.mover.notes).containsExactly("restic/shop unlock", "restic/shop maintain");
        assertThat(repository.getStatus().lastMaintenanceTime()).isEqualTo(world.clock.instant());
    }

    @Test
    void isNotPrunedWhileABackupIsUnderWay() throws InterruptedException {
        ready();
        world.clock.turn(WEEK.plusSeconds(1));
        backingUp.add("default");

        assertThat(reconcile().again()).isPresent();
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void staysReadyWhenPruningFailsAndTriesAgainLater() throws InterruptedException {
        ready();
        world.clock.turn(WEEK.plusSeconds(1));
        world.mover.failure = GoletaException.retryable(Fault.STORAGE, "locked", null);

        Outcome<ResticRepository> outcome = reconcile();

        assertThat(repository.getStatus().phase()).isEqualTo(RepositoryPhase.Ready);
        assertThat(repository.getStatus().message()).isEqualTo("locked");
        assertThat(outcome.again().orElseThrow()).isPositive();
    }

    private void ready() throws InterruptedException {
        world.put("restic/shop/config", new byte[1]);
        reconcile();
        world.mover.notes.clear();
    }

    private Outcome<ResticRepository> reconcile() throws InterruptedException {
        Outcome<ResticRepository> outcome = reconciler.reconcile(repository, changed -> {});
        outcome.update().ifPresent(updated -> repository = updated);
        return outcome;
    }
}
