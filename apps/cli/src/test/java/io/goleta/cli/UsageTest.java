package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(cli.velero("backup", "frobnicate").err())
                .startsWith("An error occurred: unknown command \"velero backup frobnicate\"");
        assertThat(cli.velero("backup", "frobnicate").exitCode()).isEqualTo(2);
        assertThat(cli.velero("backup", "logs").exitCode()).isEqualTo(2);
        assertThat(cli.velero("backup", "logs", "a", "b").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "bakcup, 'unknown command \"velero bakcup\". Did you mean backup'",
        "backup crate, 'unknown command \"velero backup crate\". Did you mean create'",
        "backup create a --storage-locatin b, 'Did you mean --storage-location'"
    })
    void theNearestWordIsSuggested(String words, String message) {
        Run run = cli.velero(words.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "create snapshot-location far, '\"velero create snapshot-location\" is not supported'",
        "debug, '\"velero debug\" is not supported: collect'",
        "backup create a --snapshot-move-data, '--snapshot-move-data is not supported: Goleta makes no volume snapshots'",
        "restore create --resource-modifier-configmap=x, '--resource-modifier-configmap is not supported'",
        "install --node-agent-configmap x, '--node-agent-configmap is not supported: Goleta''s agents read the ConfigMap'"
    })
    void whatOnlyVeleroHasIsNamedWithWhatToDoInstead(String words, String message) {
        Run run = cli.velero(words.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("An error occurred: " + message);
    }

    @Test
    void thePageOnCompatibilityNamesWhatIsNotSupported() throws IOException {
        String page = Files.readString(Path.of("../../docs/velero-compatibility.md"));

        assertThat(NotSupported.names()).allMatch(name -> page.contains("`" + name + "`"));
    }

    @Test
    void flagsWithoutEffectAreNamed() {
        Run backup = cli.velero(
                "--features=EnableCSI",
                "backup",
                "create",
                "a",
                "--snapshot-volumes",
                "--volume-snapshot-locations=x",
                "--csi-snapshot-timeout=1m",
                "-o",
                "yaml");

        assertThat(backup.exitCode()).isZero();
        assertThat(backup.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("WARNING: --features=EnableCSI has no effect"),
                        line -> assertThat(line).startsWith("WARNING: spec.snapshotVolumes is not supported"),
                        line -> assertThat(line).startsWith("WARNING: spec.volumeSnapshotLocations is not supported"),
                        line -> assertThat(line).startsWith("WARNING: --csi-snapshot-timeout has no effect"));
        cli.given(VeleroKind.BACKUP, "{metadata: {name: a}}");
        assertThat(cli.velero("restore", "create", "--from-backup", "a", "--restore-volumes", "-o", "yaml")
                        .err())
                .startsWith("WARNING: spec.restorePVs is not supported");
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
