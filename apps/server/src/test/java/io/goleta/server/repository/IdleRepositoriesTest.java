package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroKind;
import io.goleta.server.control.World;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the server does to repositories that nobody uses, over months of a test clock. What restic asks for when it prunes or
 * verifies is measured by the plugin's {@code IdleCostTest}: together less than 70 requests, so 2 an hour would be 336 in the
 * time between two prunes.
 */
class IdleRepositoriesTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WHOLE_TIME = Duration.ofDays(60);
    /** Generously: restic's own requests for one prune or check, and those to open a repository in vain. */
    private static final int REQUESTS_PER_CALL = 60;

    @TempDir
    Path scratch;

    private World world;
    private final AtomicInteger requests = new AtomicInteger();
    private RepositoryReconciler reconciler;
    private ResticRepository repository;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.handedOut = counting(world.store);
        world.location("default");
        RepositoryUsage nobody = new RepositoryUsage() {
            @Override
            public boolean isBackingUp(String location) {
                return false;
            }

            @Override
            public Optional<String> moving(RepositoryAddress repository) {
                return Optional.empty();
            }
        };
        reconciler = new RepositoryReconciler(
                world.locations,
                world.access,
                world.keys,
                nobody,
                new MaintenanceSchedule(WEEK, MONTH, 0),
                world.clock);
        repository = VeleroKind.RESTIC_REPOSITORY.of(world.named(VeleroKind.RESTIC_REPOSITORY, "shop-default")
                .object()
                .with(world.clock.instant().toString(), "metadata", "creationTimestamp"));
        repository.setSpec(new ResticRepository.Spec("shop", "default", "", "0s"));
        world.put("restic/shop/config", new byte[1]);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aReadyOneIsAskedForNothingButItsUpkeep() throws InterruptedException {
        reconcile();
        requests.set(0);
        world.mover.notes.clear();

        pass(WHOLE_TIME);

        assertThat(world.mover.notes).filteredOn("restic/shop maintain"::equals).hasSize(8);
        assertThat(world.mover.notes).filteredOn("restic/shop check 0"::equals).hasSizeBetween(1, 2);
        assertThat(requests).as("besides those of restic").hasValue(0);
        assertThat(anHour()).isLessThan(2);
    }

    @Test
    void oneThatCannotBeOpenedIsNotPesteredEither() throws InterruptedException {
        world.mover.failure = new GoletaException(Fault.STORAGE, "damaged");
        pass(Duration.ofHours(12));
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.NotReady);
        requests.set(0);
        world.mover.notes.clear();

        pass(WHOLE_TIME);

        int opened = world.mover.notes.size();
        double anHour = (double) (requests.get() + opened * 8) / WHOLE_TIME.toHours();
        assertThat(opened).as("it is still tried").isGreaterThan(100);
        assertThat(anHour).isLessThan(2);

        world.mover.failure = null;
        pass(Duration.ofHours(7));
        assertThat(repository.status().phase()).isEqualTo(ResticRepository.Phase.Ready);
    }

    private double anHour() {
        long calls = world.mover.notes.stream()
                .filter(note -> !note.endsWith("unlock"))
                .count();
        return (double) (requests.get() + calls * REQUESTS_PER_CALL) / WHOLE_TIME.toHours();
    }

    /** As the control loop does it: looks again when it was told to. */
    private void pass(Duration time) throws InterruptedException {
        Instant end = world.clock.instant().plus(time);
        while (world.clock.instant().isBefore(end)) {
            Duration pause = reconcile().requeueAfter().orElse(time);
            world.clock.advance(pause.isPositive() ? pause : Duration.ofSeconds(1));
        }
    }

    private ReconcileResult<ResticRepository> reconcile() throws InterruptedException {
        ReconcileResult<ResticRepository> outcome = reconciler.reconcile(repository, changed -> {});
        outcome.update().ifPresent(updated -> repository = updated);
        return outcome;
    }

    private ObjectStore counting(ObjectStore store) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("close") && method.getDeclaringClass() != Object.class) {
                        requests.incrementAndGet();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
