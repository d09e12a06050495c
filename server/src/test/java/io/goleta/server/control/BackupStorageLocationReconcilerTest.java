package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.server.loop.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupStorageLocationReconcilerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path scratch;

    private World world;
    private BackupStorageLocationReconciler reconciler;
    private BackupStorageLocation location;

    @BeforeEach
    void start() {
        world = new World(scratch);
        location = world.location("default");
        reconciler = new BackupStorageLocationReconciler(world.locations, MINUTE, world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aUsableLocationIsAvailable() {
        Outcome<BackupStorageLocation> outcome = reconcile();

        assertThat(location.getStatus().phase()).isEqualTo("Available");
        assertThat(location.getStatus().lastValidationTime()).isEqualTo(world.clock.instant());
        assertThat(outcome.again()).contains(MINUTE);
    }

    @Test
    void anUnusableOneSaysWhyAndRecovers() {
        world.put("holiday/photo.jpg", new byte[1]);
        reconcile();
        assertThat(location.getStatus().phase()).isEqualTo("Unavailable");
        assertThat(location.getStatus().message())
                .isEqualTo("BackupStorageLocation \"default\" is unavailable: Backup store contains invalid top-level"
                        + " directories: [holiday]");

        world.store.delete("holiday/photo.jpg");
        world.clock.turn(MINUTE);
        reconcile();
        assertThat(location.getStatus().phase()).isEqualTo("Available");
        assertThat(location.getStatus().message()).isNull();
    }

    @Test
    void isValidatedAgainOnlyWhenItIsDue() {
        reconcile();
        world.clock.turn(Duration.ofSeconds(20));

        Outcome<BackupStorageLocation> outcome = reconcile();

        assertThat(outcome.update()).isEmpty();
        assertThat(outcome.again()).contains(Duration.ofSeconds(40));
    }

    private Outcome<BackupStorageLocation> reconcile() {
        return reconciler.reconcile(location, changed -> {});
    }
}
