package io.goleta.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.DownloadRequest;
import io.goleta.spi.error.GoletaException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden: these keys are a format in the bucket, and Velero reads them. */
class BackupLayoutTest {

    @Test
    void namesEveryFileThatAClientMayAskFor() {
        assertThat(Arrays.stream(DownloadRequest.Kind.values())
                        .map(kind -> kind + " " + BackupLayout.download(kind, "n")))
                .containsExactly(
                        "BackupLog backups/n/n-logs.gz",
                        "BackupContents backups/n/n.tar.gz",
                        "BackupVolumeSnapshots backups/n/n-volumesnapshots.json.gz",
                        "BackupResourceList backups/n/n-resource-list.json.gz",
                        "BackupResults backups/n/n-results.gz",
                        "BackupItemSnapshots backups/n/n-itemsnapshots.json.gz",
                        "BackupItemOperations backups/n/n-itemoperations.json.gz",
                        "BackupVolumeInfos backups/n/n-volumeinfo.json.gz",
                        "CSIBackupVolumeSnapshots backups/n/n-csi-volumesnapshots.json.gz",
                        "CSIBackupVolumeSnapshotContents backups/n/n-csi-volumesnapshotcontents.json.gz",
                        "RestoreLog restores/n/restore-n-logs.gz",
                        "RestoreResults restores/n/restore-n-results.gz",
                        "RestoreResourceList restores/n/restore-n-resource-list.json.gz",
                        "RestoreItemOperations restores/n/restore-n-itemoperations.json.gz",
                        "RestoreVolumeInfo restores/n/n-volumeinfo.json.gz");
    }

    @Test
    void namesTheOtherFiles() {
        assertThat(BackupLayout.metadata("n")).isEqualTo("backups/n/velero-backup.json");
        assertThat(BackupLayout.podVolumeBackups("n")).isEqualTo("backups/n/n-podvolumebackups.json.gz");
        assertThat(BackupLayout.csiVolumeSnapshots("n")).isEqualTo("backups/n/n-csi-volumesnapshots.json.gz");
        assertThat(BackupLayout.csiVolumeSnapshotContents("n"))
                .isEqualTo("backups/n/n-csi-volumesnapshotcontents.json.gz");
        assertThat(BackupLayout.csiVolumeSnapshotClasses("n"))
                .isEqualTo("backups/n/n-csi-volumesnapshotclasses.json.gz");
    }

    @Test
    void looksAtTheTopWhetherItMayWrite() {
        assertThat(BackupLayout.WRITE_CHECK).isEqualTo("goleta-write-check");
    }

    @Test
    void toleratesTheFoldersOfEveryVelero() {
        assertThat(BackupLayout.TOP_LEVEL)
                .containsExactlyInAnyOrder("backups/", "restores/", "restic/", "metadata/", "plugins/", "kopia/");
    }

    @Test
    void knowsAMetadataFile() {
        assertThat(BackupLayout.backupOfMetadata("backups/daily/velero-backup.json"))
                .contains("daily");
        assertThat(BackupLayout.backupOfMetadata("backups/daily/daily.tar.gz")).isEmpty();
        assertThat(BackupLayout.backupOfMetadata("backups/daily/x/velero-backup.json"))
                .isEmpty();
        assertThat(BackupLayout.backupOfMetadata("restores/daily/velero-backup.json"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b"})
    void refusesNamesThatMeanAnotherFolder(String name) {
        assertThatThrownBy(() -> BackupLayout.backupFolder(name)).isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> BackupLayout.restoreFolder(name)).isInstanceOf(GoletaException.class);
    }
}
