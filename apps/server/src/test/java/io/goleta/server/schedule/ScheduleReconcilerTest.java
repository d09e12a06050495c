package io.goleta.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Schedule;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.control.World;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleReconcilerTest {
    @TempDir
    Path scratch;

    private World world;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.clock.set(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theBackupIsWhatTheTemplateSaysAndKnowsItsSchedule() {
        Schedule schedule = schedule(
                Map.of("schedule", "0 1 * * *", "template", Map.of("ttl", "72h0m0s", "snapshotMoveData", true)));
        schedule.setLabel("team", "shop");
        schedule.setAnnotation("example.com/note", "nightly");
        schedule.setAnnotation("kubectl.kubernetes.io/last-applied-configuration", "{}");
        world.save(schedule);

        reconcileAt("2026-03-02T01:00:04Z");

        assertThat(backups()).singleElement().satisfies(backup -> {
            assertThat(backup.name()).isEqualTo("nightly-20260302010000");
            assertThat(backup.labels()).isEqualTo(Map.of("team", "shop", VeleroApi.SCHEDULE_NAME, "nightly"));
            assertThat(backup.annotations()).isEqualTo(Map.of("example.com/note", "nightly"));
            assertThat(backup.object().map("spec"))
                    .containsEntry("ttl", "72h0m0s")
                    .containsEntry("snapshotMoveData", true);
            assertThat(backup.object().list("metadata", "ownerReferences")).isEmpty();
        });
        assertThat(schedule().status().lastBackup()).isEqualTo(Instant.parse("2026-03-02T01:00:04Z"));
        assertThat(schedule().status().phase()).isEqualTo(Schedule.Phase.Enabled);
    }

    @Test
    void labelsOfTheTemplateTakeThePlaceOfTheSchedules() {
        Schedule schedule = schedule(Map.of(
                "schedule",
                "0 1 * * *",
                "useOwnerReferencesInBackup",
                true,
                "template",
                Map.of("metadata", Map.of("labels", Map.of("from", "template")))));
        schedule.setLabel("from", "schedule");
        world.save(schedule);

        reconcileAt("2026-03-02T01:00:00Z");

        assertThat(backups()).singleElement().satisfies(backup -> {
            assertThat(backup.labels()).isEqualTo(Map.of("from", "template", VeleroApi.SCHEDULE_NAME, "nightly"));
            assertThat(backup.object().string("metadata", "ownerReferences", "0", "uid"))
                    .contains(schedule.uid());
        });
    }

    @Test
    void nothingIsBackedUpBeforeTheFirstTimeThatFollowsItsCreation() {
        schedule(Map.of("schedule", "0 1 * * *"));

        ReconcileResult<Schedule> result = reconcileAt("2026-03-02T00:59:30Z");

        assertThat(backups()).isEmpty();
        assertThat(result.requeueAfter()).contains(Duration.ofSeconds(30));
    }

    @Test
    void whatWasMissedDuringAnOutageIsMadeUpForOnce() {
        schedule(Map.of("schedule", "0 1 * * *"));

        reconcileAt("2026-03-09T12:00:00Z");
        reconcileAt("2026-03-09T12:01:00Z");

        assertThat(backups()).extracting(Backup::name).containsExactly("nightly-20260309010000");
    }

    @Test
    void aServerThatIsKilledBeforeItNotesTheBackupCreatesItOnce() {
        schedule(Map.of("schedule", "@every 1h"));

        reconciler().reconcile(at("2026-03-01T11:30:00Z"), changed -> {}); // and nothing is written
        finishBackups();
        reconcileAt("2026-03-01T11:30:20Z");

        assertThat(backups()).extracting(Backup::name).containsExactly("nightly-20260301110000");
    }

    @Test
    void aBackupUnderWayIsWaitedFor() {
        schedule(Map.of("schedule", "0 1 * * *"));
        reconcileAt("2026-03-02T01:00:00Z");

        reconcileAt("2026-03-03T01:00:00Z");
        assertThat(backups()).hasSize(1);

        finishBackups();
        reconcileAt("2026-03-03T04:00:00Z");
        assertThat(backups())
                .extracting(Backup::name)
                .containsExactlyInAnyOrder("nightly-20260302010000", "nightly-20260303010000");
    }

    @Test
    void aPausedScheduleMakesNoBackups() {
        Schedule schedule = schedule(Map.of("schedule", "0 1 * * *", "paused", true));

        reconcileAt("2026-03-05T01:00:00Z");
        assertThat(backups()).isEmpty();

        schedule = schedule();
        schedule.setSpec(spec(Map.of("schedule", "0 1 * * *", "paused", false)));
        world.save(schedule);
        reconcileAt("2026-03-05T02:00:00Z");
        assertThat(backups()).extracting(Backup::name).containsExactly("nightly-20260305010000");
    }

    @Test
    void aRunThatIsDueIsSkippedOnceWhenTheScheduleSaysSo() {
        schedule(Map.of("schedule", "0 1 * * *", "skipImmediately", true));

        reconcileAt("2026-03-05T02:00:00Z");
        assertThat(backups()).isEmpty();
        assertThat(schedule().status().lastSkipped()).isEqualTo(Instant.parse("2026-03-05T02:00:00Z"));
        assertThat(schedule().spec().skipImmediately()).isFalse();

        reconcileAt("2026-03-06T01:00:00Z");
        assertThat(backups()).hasSize(1);
    }

    @Test
    void anInvalidScheduleSaysWhyAndRunsAfterItWasMended() {
        schedule(Map.of("schedule", "every night"));

        reconcileAt("2026-03-02T02:00:00Z");
        assertThat(schedule().status().phase()).isEqualTo(Schedule.Phase.FailedValidation);
        assertThat(schedule().status().validationErrors())
                .singleElement()
                .asString()
                .startsWith("invalid schedule: \"every night\" is neither five cron fields");

        Schedule mended = schedule();
        mended.setSpec(spec(Map.of("schedule", "0 1 * * *")));
        world.save(mended);
        reconcileAt("2026-03-02T02:01:00Z");
        assertThat(schedule().status().phase()).isEqualTo(Schedule.Phase.Enabled);
        assertThat(schedule().status().validationErrors()).isEmpty();
        assertThat(backups()).hasSize(1);
    }

    @Test
    void aScheduleWithoutExpressionIsInvalid() {
        schedule(Map.of("schedule", ""));

        reconcileAt("2026-03-02T02:00:00Z");

        assertThat(schedule().status().validationErrors())
                .containsExactly("Schedule must be a non-empty valid Cron expression");
    }

    private ScheduleReconciler reconciler() {
        return new ScheduleReconciler(
                world.cluster, () -> world.list(VeleroKind.BACKUP), false, ZoneOffset.UTC, world.clock);
    }

    private Schedule at(String now) {
        world.clock.set(Instant.parse(now));
        return schedule();
    }

    private ReconcileResult<Schedule> reconcileAt(String now) {
        ReconcileResult<Schedule> result = reconciler().reconcile(at(now), changed -> {});
        result.update().ifPresent(world::save);
        return result;
    }

    /** With a time from which runs are counted: the API server's own is that of this machine. */
    private Schedule schedule(Map<String, Object> spec) {
        Schedule schedule = world.named(VeleroKind.SCHEDULE, "nightly");
        schedule.setSpec(spec(spec));
        schedule.setStatus(
                Json.convert(Map.of("lastSkipped", world.clock.instant().toString()), Schedule.Status.class));
        Map<String, Object> content = new HashMap<>(schedule.object().content());
        content.put("spec", spec);
        return world.cluster.create(VeleroKind.SCHEDULE.of(KubernetesObject.of(content)));
    }

    private Schedule schedule() {
        return world.reload(VeleroKind.SCHEDULE, "nightly");
    }

    private static Schedule.Spec spec(Map<String, Object> spec) {
        return Json.convert(spec, Schedule.Spec.class);
    }

    private List<Backup> backups() {
        return world.list(VeleroKind.BACKUP);
    }

    private void finishBackups() {
        backups().forEach(backup -> {
            backup.setStatus(Json.convert(Map.of("phase", "Completed"), Backup.Status.class));
            world.save(backup);
        });
    }
}
