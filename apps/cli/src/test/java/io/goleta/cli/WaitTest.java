package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.sandbox.InjectedFault;
import io.goleta.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest {
    @RegisterExtension
    @Order(1)
    final CliFixture cli = new CliFixture();

    @RegisterExtension
    @Order(2)
    final ServerPart server = new ServerPart(cli);

    @ParameterizedTest
    @CsvSource({"Completed,0", "PartiallyFailed,3", "Failed,4", "FailedValidation,4"})
    void theExitCodeTellsHowABackupWent(String phase, int exitCode) {
        server.outcome("shop", phase);

        Run run = cli.velero("backup", "create", "shop", "--wait");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out())
                .startsWith("""
                Backup request "shop" submitted successfully.
                Waiting for backup to complete. You may safely press ctrl-c to stop waiting - your backup will continue in the background.
                """)
                .endsWith("Backup completed with status: " + phase + ". You may check for more information using the"
                        + " commands `velero backup describe shop` and `velero backup logs shop`.\n");
    }

    @ParameterizedTest
    @CsvSource({"Completed,0", "PartiallyFailed,3", "Failed,4"})
    void theExitCodeTellsHowARestoreWent(String phase, int exitCode) {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");
        server.outcome("again", phase);

        Run run = cli.velero("restore", "create", "again", "--from-backup", "shop", "-w");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).contains("\nRestore completed with status: " + phase + ".");
    }

    @Test
    void aTerminalShowsItemsAndVolumes() {
        cli.given(
                VeleroKind.POD_VOLUME_BACKUP,
                "{metadata: {name: v, labels: {velero.io/backup-name: shop}}, spec: {volume: data}, "
                        + "status: {phase: InProgress, progress: {totalBytes: 2097152, bytesDone: 1048576}}}");
        server.outcome("shop", "Completed");

        Run run = cli.onATerminal().velero("backup", "create", "shop", "--wait");

        assertThat(run.out()).contains("\r\u001b[KCompleted: items 10/10, volumes 0/1 (1.0 MiB of 2.0 MiB)\n");
    }

    @Test
    void saysSoWhenNobodyTakesUpTheBackup() {
        cli.at(TestClock.ticking(Instant.parse("2022-08-01T12:00:00Z"), Duration.ofMinutes(1)));
        server.outcomeAfter("shop", "Completed", 50);

        Run run = cli.velero("backup", "create", "shop", "--wait");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .containsOnlyOnce(
                        "The server has not picked up the backup yet. Check that the server runs in namespace \"velero\".");
    }

    @Test
    void survivesAnApiServerThatStumbles() {
        server.outcome("shop", "Completed");
        cli.sandbox()
                .faults()
                .next(
                        6,
                        request -> request.is("get", "backups"),
                        InjectedFault.status(503, "ServiceUnavailable", "later"));

        assertThat(cli.velero("backup", "create", "shop", "--wait").exitCode()).isZero();
    }
}
