package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreAdmissionTest {
    @TempDir
    Path scratch;

    private World world;
    private RestoreAdmission admission;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.backup("running", "default", Backup.Phase.InProgress);
        admission = new RestoreAdmission(world.cluster, World.NAMESPACE, world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aRestoreOfAFinishedBackupBegins() {
        Restore restore = admit("{'backupName':'daily-1'}");

        assertThat(restore.status().phase()).isEqualTo(Restore.Phase.InProgress);
        assertThat(restore.status().startTimestamp()).isEqualTo(world.clock.instant());
    }

    @Test
    void aScheduleStandsForItsNewestCompletedBackup() {
        scheduled("hourly-1", "Completed", "2026-01-01T01:00:00Z");
        scheduled("hourly-2", "Completed", "2026-01-01T02:00:00Z");
        scheduled("hourly-3", "PartiallyFailed", "2026-01-01T03:00:00Z");

        Restore restore = admit("{'scheduleName':'hourly'}");

        assertThat(restore.spec().backupName()).isEqualTo("hourly-2");
    }

    @Test
    void aRestoreWithoutASpecIsRefused() {
        Restore restore = admission.admit(world.named(VeleroKind.RESTORE, "r"));

        assertThat(restore.status().phase()).isEqualTo(Restore.Phase.FailedValidation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                     | Either a backup or schedule must be specified as a source for the restore, but not both
            {'backupName':'daily-1','scheduleName':'x'}            | Either a backup or schedule must be specified as a source for the restore, but not both
            {'backupName':'unknown'}                               | Error retrieving backup: backups.velero.io "unknown" not found
            {'scheduleName':'unknown'}                             | No completed backups found for schedule
            {'backupName':'running'}                               | backup running cannot be restored: its phase is InProgress
            {'backupName':'daily-1','includedResources':['nodes']} | nodes are non-restorable resources
            {'backupName':'daily-1','excludedNamespaces':['*']}    | Invalid included/excluded namespace lists: excludes list cannot contain '*'
            {'backupName':'daily-1','existingResourcePolicy':'x'}  | existingResourcePolicy is "x" but must be none or update
            {'backupName':'daily-1','orLabelSelectors':[{}],'labelSelector':{}} | encountered labelSelector as well as orLabelSelectors in restore spec, only one can be specified
            """)
    void refusesWithTheReason(String spec, String reason) {
        Restore restore = admit(spec);

        assertThat(restore.status().phase()).isEqualTo(Restore.Phase.FailedValidation);
        assertThat(restore.status().validationErrors()).containsExactly(reason);
    }

    private void scheduled(String name, String phase, String started) {
        Backup backup = world.named(VeleroKind.BACKUP, name);
        backup.setLabel("velero.io/schedule-name", "hourly");
        backup.setSpec(Json.convert(Map.of(), Backup.Spec.class));
        backup.setStatus(Json.convert(Map.of("phase", phase, "startTimestamp", started), Backup.Status.class));
        world.cluster.create(backup);
    }

    private Restore admit(String spec) {
        Restore restore = world.named(VeleroKind.RESTORE, "r");
        byte[] json = spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        restore.setSpec(Json.convert(Json.readMap(json), Restore.Spec.class));
        return admission.admit(restore);
    }
}
