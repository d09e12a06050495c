package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeleteTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void asksTheServerToDeleteABackup() throws Exception {
        KubernetesObject backup = cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");

        Run run;
        try (ServerPart server = new ServerPart(cli)) {
            run = cli.velero("backup", "delete", "shop", "--confirm");
        }

        assertThat(run).isEqualTo(new Run(0, """
                Request to delete backup "shop" submitted successfully.
                The backup will be fully deleted after all associated data (disk snapshots, backup files, restores) are removed.
                """, ""));
        assertThat(cli.all(VeleroKind.DELETE_BACKUP_REQUEST)).singleElement().satisfies(request -> {
            assertThat(request.name()).startsWith("shop-");
            assertThat(request.string("spec", "backupName")).contains("shop");
            assertThat(request.labels())
                    .containsEntry("velero.io/backup-name", "shop")
                    .containsEntry("velero.io/backup-uid", backup.uid());
        });
        assertThat(cli.all(VeleroKind.BACKUP)).hasSize(1);
    }

    @Test
    void aDeletionThatNoServerCarriesOutIsAnError() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");
        cli.at(TestClock.ticking(Instant.parse("2022-08-01T12:00:00Z"), Duration.ofSeconds(10)));

        Run run = cli.velero("backup", "delete", "shop", "--confirm");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("Request to delete backup \"shop\" submitted successfully.");
        assertThat(run.err())
                .contains("An error occurred: no server answered in namespace \"velero\" within 30s. The deletion was"
                        + " requested, and a server that starts carries it out.")
                .hasLineCount(2);
        assertThat(cli.all(VeleroKind.DELETE_BACKUP_REQUEST)).hasSize(1);
    }

    @Test
    void theServerRemovesTheFilesOfARestoreThatHasAFinalizer() throws Exception {
        cli.given(
                VeleroKind.RESTORE,
                "{metadata: {name: a, finalizers: [restores.velero.io/external-resources-finalizer]}, spec: {backupName: x}}");

        try (ServerPart server = new ServerPart(cli)) {
            assertThat(cli.velero("restore", "delete", "a", "--confirm")).isEqualTo(new Run(0, """
                    Request to delete restore "a" submitted successfully.
                    The server removes the restore's log and results from the object store, then the restore.
                    """, ""));
        }
        assertThat(cli.all(VeleroKind.RESTORE))
                .singleElement()
                .satisfies(restore ->
                        assertThat(restore.get("metadata", "deletionTimestamp")).isPresent());
    }

    @Test
    void asksAgainUntilTheAnswerIsYesOrNo() {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: a}, spec: {backupName: x}}");
        String question = "Are you sure you want to continue (Y/N)? ";

        Run kept = cli.typing("what\nn\n").velero("restore", "delete", "a");
        assertThat(kept).isEqualTo(new Run(0, question + question, ""));
        assertThat(cli.all(VeleroKind.RESTORE)).hasSize(1);

        Run deleted = cli.typing("Y\n").velero("restore", "delete", "a");
        assertThat(deleted).isEqualTo(new Run(0, question + "Restore \"a\" deleted\n", ""));
        assertThat(cli.all(VeleroKind.RESTORE)).isEmpty();
    }

    @Test
    void nobodyAnsweringMeansNo() {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: a}, spec: {backupName: x}}");

        assertThat(cli.velero("restore", "delete", "a").exitCode()).isEqualTo(1);
        assertThat(cli.all(VeleroKind.RESTORE)).hasSize(1);
    }

    @Test
    void aMistypedNameDeletesNothing() {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: a}, spec: {backupName: x}}");

        assertThat(cli.velero("restore", "delete", "a", "b", "--confirm").exitCode())
                .isEqualTo(1);
        assertThat(cli.all(VeleroKind.RESTORE)).hasSize(1);
    }

    @Test
    void deletesByLabelOrAll() {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: a, labels: {team: shop}}, spec: {backupName: x}}");
        cli.given(VeleroKind.RESTORE, "{metadata: {name: b}, spec: {backupName: x}}");
        cli.given(VeleroKind.RESTORE, "{metadata: {name: c}, spec: {backupName: x}}");

        cli.velero("delete", "restores", "-l", "team=shop", "--confirm");
        assertThat(cli.all(VeleroKind.RESTORE))
                .extracting(KubernetesObject::name)
                .containsExactly("b", "c");

        cli.velero("delete", "restore", "--all", "--confirm");
        assertThat(cli.velero("restore", "delete", "--all", "--confirm").out()).isEqualTo("No restores found\n");
    }

    @Test
    void needsExactlyOneWayToSay() {
        String message =
                "An error occurred: you must specify exactly one of: specific backup name(s), the --all flag, or"
                        + " the --selector flag\n";

        assertThat(cli.velero("backup", "delete", "--confirm").err()).isEqualTo(message);
        assertThat(cli.velero("backup", "delete", "a", "--all", "--confirm").err())
                .isEqualTo(message);
    }

    @Test
    void deletesALocationWithItsObjects() {
        cli.given(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                "{metadata: {name: far}, spec: {provider: x, objectStorage: {bucket: b}}}");
        cli.given(VeleroKind.BACKUP, "{metadata: {name: a, labels: {velero.io/storage-location: far}}}");
        cli.given(VeleroKind.BACKUP, "{metadata: {name: b, labels: {velero.io/storage-location: near}}}");

        Run run = cli.velero("backup-location", "delete", "far", "--confirm");

        assertThat(run.out()).contains("Backup associated with the location deleted: a");
        assertThat(cli.all(VeleroKind.BACKUP))
                .extracting(KubernetesObject::name)
                .containsExactly("b");
        assertThat(cli.all(VeleroKind.BACKUP_STORAGE_LOCATION)).isEmpty();
    }
}
