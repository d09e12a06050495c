package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GetTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2022-08-01T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @RegisterExtension
    final CliFixture cli = new CliFixture().at(NOW);

    @Test
    void listsBackupsOfAScheduleNewestFirst() {
        backup("daily-20220731010000", "Completed", 0, "2022-07-31T01:00:00Z", "2022-08-30T12:00:00Z");
        backup("daily-20220801010000", "PartiallyFailed", 2, "2022-08-01T01:00:00Z", "2022-08-01T09:00:00Z");
        cli.given(
                VeleroKind.BACKUP,
                "{metadata: {name: before-upgrade, labels: {team: shop}}, spec: {labelSelector: "
                        + "{matchLabels: {app: web}}, storageLocation: default}}");

        Run run = cli.velero("backup", "get");

        assertThat(run.out()).isEqualTo("""
                NAME                   STATUS            ERRORS   WARNINGS   CREATED                          EXPIRES   STORAGE LOCATION   SELECTOR
                before-upgrade         New               0        0          <nil>                            n/a       default            app=web
                daily-20220801010000   PartiallyFailed   2        1          2022-08-01 03:00:00 +0200 CEST   3h ago    default            <none>
                daily-20220731010000   Completed         0        1          2022-07-31 03:00:00 +0200 CEST   29d       default            <none>
                """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void listsByVerbAsWell() {
        backup("daily", "Completed", 0, "2022-07-31T01:00:00Z", "2022-08-30T12:00:00Z");

        assertThat(cli.velero("get", "backups")).isEqualTo(cli.velero("backup", "get"));
        assertThat(cli.velero("get", "backup", "daily")).isEqualTo(cli.velero("backup", "get"));
    }

    @Test
    void printsNothingWhenThereIsNothing() {
        assertThat(cli.velero("backup", "get")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void aNameThatIsNotThereIsOneClearLine() {
        assertThat(cli.velero("backup", "get", "nowhere"))
                .isEqualTo(new Run(1, "", "An error occurred: backup \"nowhere\" not found in namespace \"velero\"\n"));
    }

    @Test
    void selectsByLabelAndShowsLabels() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: a, labels: {team: shop, velero.io/tier: '1'}}}");
        cli.given(VeleroKind.BACKUP, "{metadata: {name: b, labels: {team: bank}}}");

        Run run = cli.velero(
                "backup", "get", "-l", "team in (shop)", "--label-columns", "velero.io/tier", "--show-labels");

        assertThat(run.out()).isEqualTo("""
                NAME   STATUS   ERRORS   WARNINGS   CREATED   EXPIRES   STORAGE LOCATION   SELECTOR   TIER   LABELS
                a      New      0        0          <nil>     n/a                          <none>     1      team=shop,velero.io/tier=1
                """);
    }

    @Test
    void aBadSelectorIsOneClearLine() {
        Run run = cli.velero("backup", "get", "-l", "a b");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("An error occurred: ").hasLineCount(1);
    }

    @Test
    void oneItemIsPrintedAsItself() throws IOException {
        backup("daily", "Completed", 0, "2022-07-31T01:00:00Z", "2022-08-30T12:00:00Z");

        assertThat(CliFixture.json(cli.velero("backup", "get", "-o", "json").out()))
                .containsEntry("kind", "Backup")
                .containsEntry("apiVersion", "velero.io/v1");
        assertThat(CliFixture.yaml(cli.velero("get", "backups", "-o=yaml").out()))
                .containsEntry("kind", "Backup");
    }

    @Test
    void severalItemsArePrintedAsAList() throws IOException {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: a}, spec: {backupName: x}}");
        cli.given(VeleroKind.RESTORE, "{metadata: {name: b}, spec: {backupName: x}}");

        assertThat(CliFixture.json(cli.velero("restore", "get", "-o", "json").out()))
                .containsEntry("kind", "RestoreList")
                .extractingByKey("items")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThat(cli.velero("backup", "get", "-o", "xml").err())
                .isEqualTo("An error occurred: invalid output format \"xml\" - valid values are 'table', 'json', and"
                        + " 'yaml'\n");
    }

    @Test
    void listsRestores() {
        cli.given(
                VeleroKind.RESTORE,
                "{metadata: {name: r1}, spec: {backupName: daily}, status: {phase: Completed, warnings: 3, "
                        + "startTimestamp: '2022-08-01T10:00:00Z', completionTimestamp: '2022-08-01T10:00:07Z'}}");

        assertThat(cli.velero("restore", "get").out())
                .startsWith(
                        "NAME   BACKUP   STATUS      STARTED                          COMPLETED                        "
                                + "ERRORS   WARNINGS   CREATED")
                .contains(
                        "r1     daily    Completed   2022-08-01 12:00:00 +0200 CEST   2022-08-01 12:00:07 +0200 CEST   "
                                + "0        3");
    }

    @Test
    void listsSchedules() {
        cli.given(
                VeleroKind.SCHEDULE,
                "{metadata: {name: daily}, spec: {schedule: '0 1 * * *', template: {ttl: 72h0m0s}}, "
                        + "status: {phase: Enabled, lastBackup: '2022-08-01T01:00:00Z'}}");

        assertThat(cli.velero("get", "schedules").out()).contains("daily").contains("0 1 * * *   72h0m0s      11h ago");
    }

    @Test
    void listsLocations() {
        cli.given(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                "{metadata: {name: default}, spec: {provider: aws, default: true, objectStorage: {bucket: b, prefix: p}}, "
                        + "status: {phase: Available, lastValidationTime: '2022-08-01T10:00:00Z'}}");
        cli.given(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                "{metadata: {name: other}, spec: {provider: aws, accessMode: ReadOnly, objectStorage: {bucket: c}}}");

        assertThat(cli.velero("backup-location", "get").out()).isEqualTo("""
                NAME      PROVIDER   BUCKET/PREFIX   PHASE       LAST VALIDATED                   ACCESS MODE   DEFAULT
                default   aws        b/p             Available   2022-08-01 12:00:00 +0200 CEST   ReadWrite     true
                other     aws        c               Unknown     Unknown                          ReadOnly      \

                """);
        assertThat(cli.velero("get", "backup-locations", "--default").out()).doesNotContain("other");
    }

    @Test
    void saysBelowTheTableWhyALocationCannotBeUsed() {
        cli.given(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                "{metadata: {name: far}, spec: {provider: aws, objectStorage: {bucket: b}}, status: {phase: Unavailable, "
                        + "message: 'BackupStorageLocation \"far\" is unavailable: no such bucket'}}");

        assertThat(cli.velero("backup-location", "get").out())
                .endsWith("\n\nBackupStorageLocation \"far\" is unavailable: no such bucket\n");
        assertThat(cli.velero("backup-location", "get", "-o", "json").out()).endsWith("}\n");
    }

    @Test
    void listsRepositories() {
        cli.given(
                VeleroKind.RESTIC_REPOSITORY,
                "{metadata: {name: shop-default-x}, spec: {volumeNamespace: shop, backupStorageLocation: default, "
                        + "resticIdentifier: 'x', maintenanceFrequency: 168h0m0s}, status: {phase: Ready}}");

        assertThat(cli.velero("restic", "repo", "get").out()).isEqualTo("""
                NAME             STATUS   LAST MAINTENANCE
                shop-default-x   Ready    <never>
                """);
    }

    @Test
    void aClusterWithoutVeleroIsOneClearLine() {
        Run run = cli.velero("-n", "velero", "get", "snapshot-locations");
        assertThat(run.exitCode()).isZero();

        cli.sandbox().close();
        Run away = cli.velero("backup", "get");
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err())
                .startsWith("An error occurred: ")
                .contains("did not answer")
                .hasLineCount(1);
    }

    private void backup(String name, String phase, int errors, String started, String expires) {
        cli.given(VeleroKind.BACKUP, """
                metadata: {name: %s}
                spec: {storageLocation: default}
                status: {phase: %s, errors: %d, warnings: 1, startTimestamp: '%s', expiration: '%s'}
                """.formatted(name, phase, errors, started, expires));
    }
}
