package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsageTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void helpTellsTheExitCodes() {
        Run help = cli.velero("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).containsOnlyOnce("Usage: velero").contains("3   With --wait: PartiallyFailed.");
    }

    @Test
    void aGroupAloneShowsItsCommands() {
        assertThat(cli.velero("backup").out()).contains("create    Create a backup.");
        assertThat(cli.velero("backup").exitCode()).isZero();
        assertThat(cli.velero("backup", "--help")).isEqualTo(cli.velero("backup"));
    }

    @Test
    void aMistakeInTheArgumentsIsAUsageError() {
        assertThat(cli.velero("backup", "create", "a", "--foo"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "An error occurred: Unknown option: '--foo'\nRun `velero backup create --help`"
                                + " for usage.\n"));
        assertThat(cli.velero("backup", "frobnicate").exitCode()).isEqualTo(2);
        assertThat(cli.velero("backup", "logs").exitCode()).isEqualTo(2);
        assertThat(cli.velero("backup", "logs", "a", "b").exitCode()).isEqualTo(2);
    }

    @Test
    void takesGlobalFlagsAnywhereAndTheLoggingFlagsOfVelero() {
        String expected =
                cli.velero("backup", "create", "a", "-o", "yaml", "-n", "x").out();

        assertThat(cli.velero("-n", "x", "--v=4", "--logtostderr", "backup", "create", "a", "-o", "yaml")
                        .out())
                .isEqualTo(expected);
        assertThat(cli.velero("backup", "-n=x", "create", "--features", "A,B", "a", "--output=yaml")
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void aFlagWithoutValueDoesNotTakeTheNameAfterIt() {
        assertThat(cli.velero("backup", "create", "--snapshot-volumes", "a", "-o", "yaml")
                        .out())
                .contains("name: a")
                .contains("snapshotVolumes: true");
    }

    @Test
    void aBrokenSettingsFileIsAWarning() throws IOException {
        Path file = cli.folder().resolve(".config/velero/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not json");

        Run run = cli.velero("backup", "get");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .startsWith("WARNING: the config file cannot be read")
                .hasLineCount(1);
    }

    @Test
    void showsAndChangesSettings() {
        cli.velero("client", "config", "set", "namespace=backups", "features=a");
        cli.velero("client", "config", "set", "features=");

        assertThat(cli.velero("client", "config", "get").out()).isEqualTo("namespace: backups\n");
        assertThat(cli.velero("client", "config", "get", "features").out()).isEqualTo("features: <NOT SET>\n");
        assertThat(cli.velero("client", "config", "set", "nothing").exitCode()).isEqualTo(1);
    }

    @Test
    void aContextThatIsNotThereIsOneClearLine() {
        Run run = cli.velero("backup", "get", "--kubecontext", "nowhere");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("An error occurred: ")
                .contains("nowhere")
                .hasLineCount(1);
    }

    @Test
    void helpIsACommandToo() {
        assertThat(cli.velero("help").out()).isEqualTo(cli.velero("--help").out());
        assertThat(cli.velero("help", "backup", "create").out())
                .isEqualTo(cli.velero("backup", "create", "--help").out());
        assertThat(cli.velero("help", "frobnicate").exitCode()).isEqualTo(1);
    }

    @Test
    void completesInBash() {
        assertThat(cli.velero("completion", "bash").out())
                .contains("_complete_velero")
                .contains("--from-backup");
        assertThat(cli.velero("completion", "fish").exitCode()).isEqualTo(1);
    }
}
