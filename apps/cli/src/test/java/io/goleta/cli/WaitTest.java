package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.sandbox.InjectedFault;
import io.goleta.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest {
    private static final Instant START = Instant.parse("2022-08-01T12:00:00Z");

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
    void endsWithAnErrorWhenNoServerRuns() throws Exception {
        server.close();
        cli.at(TestClock.ticking(START, Duration.ofSeconds(2)));

        Run run = cli.velero("backup", "create", "shop", "--wait");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        "WARNING: no server answers in namespace \"velero\"; still waiting.",
                        "An error occurred: no server answered in namespace \"velero\" within 30s. Backup \"shop\" stays in"
                                + " the cluster, and a server that starts executes it. Check that the server runs: kubectl -n"
                                + " velero get pods -l deploy=velero; or name its namespace with -n.");
        assertThat(cli.all(VeleroKind.BACKUP)).hasSize(1);
        assertThat(cli.all(VeleroKind.SERVER_STATUS_REQUEST)).isEmpty();
    }

    @Test
    void aServerThatDiesDuringARunGetsTimeToStartAgain() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        AtomicInteger looks = new AtomicInteger();
        cli.sandbox()
                .whenever(
                        request -> request.is("get", "restores") && looks.incrementAndGet() == 2 && start("again"),
                        InjectedFault.slow(Duration.ZERO));
        server.close();
        cli.at(TestClock.ticking(START, Duration.ofSeconds(40)));

        Run run = cli.velero("restore", "create", "again", "--from-backup", "shop", "--wait");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("no server answered in namespace \"velero\" within 5m0s. Restore \"again\" stays");
    }

    private boolean start(String restore) {
        cli.cluster()
                .mergePatch(
                        ApiResource.of(VeleroKind.RESTORE),
                        "velero",
                        restore,
                        Map.of("status", Map.of("phase", "InProgress")));
        return true;
    }

    @Test
    void aServerThatIsBusyIsWaitedFor() {
        cli.at(TestClock.ticking(START, Duration.ofMillis(200)));
        server.outcomeAfter("shop", "Completed", 8);

        Run run = cli.velero("backup", "create", "shop", "--wait");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutPermissionToAskTheServerOnlyAWarningIsPossible() {
        cli.at(TestClock.ticking(START, Duration.ofMinutes(1)));
        cli.sandbox()
                .whenever(
                        request -> request.is("create", "serverstatusrequests"),
                        InjectedFault.status(403, "Forbidden", "not allowed"));
        server.outcomeAfter("shop", "Completed", 5);

        Run run = cli.velero("backup", "create", "shop", "--wait");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("WARNING: no server has reacted in 30s in namespace \"velero\"; still waiting.\n");
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
