package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.cli.session.VeleroKind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    @TempDir
    Path folder;

    private CliFixture cli;
    private ServerPart server;

    @BeforeEach
    void start() throws Exception {
        cli = new CliFixture(folder);
        server = new ServerPart(cli);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        cli.close();
    }

    @Test
    void printsTheLogOfABackup() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupLog", "shop", "time=\"now\" level=info msg=\"Gr\u00fc\u00dfe\"\n");

        assertThat(cli.velero("backup", "logs", "shop"))
                .isEqualTo(new Run(0, "time=\"now\" level=info msg=\"Gr\u00fc\u00dfe\"\n", ""));
    }

    @Test
    void printsTheLogOfARestore() throws Exception {
        cli.given(VeleroKind.RESTORE, "{metadata: {name: again}, spec: {backupName: shop}, status: {phase: Failed}}");
        server.file("RestoreLog", "again", "a line\n");

        assertThat(cli.velero("restore", "logs", "again").out()).isEqualTo("a line\n");
    }

    @Test
    void thereIsNoLogBeforeTheEnd() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: InProgress}}");

        assertThat(cli.velero("backup", "logs", "shop"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "An error occurred: Logs for backup \"shop\" are not available until it's"
                                + " finished processing. Please wait until the backup has a phase of Completed or Failed and try"
                                + " again.\n"));
    }

    @Test
    void thereIsNoLogOfWhatDoesNotExist() {
        assertThat(cli.velero("backup", "logs", "shop"))
                .isEqualTo(new Run(1, "", "An error occurred: Backup \"shop\" does not exist.\n"));
    }

    @Test
    void aFileThatIsGoneIsNotFound() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");

        assertThat(cli.velero("backup", "logs", "shop"))
                .isEqualTo(new Run(1, "", "An error occurred: file not found\n"));
    }

    @Test
    void theTimeoutHoldsWhenTheServerIsAway() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.close();

        Run run = cli.velero("backup", "logs", "shop", "--timeout", "100ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("An error occurred: timed out waiting for download URL")
                .hasLineCount(1);
        assertThat(cli.all(VeleroKind.DOWNLOAD_REQUEST)).isEmpty();
        server = new ServerPart(cli);
    }

    @Test
    void savesTheArchiveAsItIsForTheUserAlone() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupContents", "shop", "an archive");
        Path file = folder.resolve("shop-data.tar.gz");

        assertThat(cli.velero("backup", "download", "shop").out())
                .isEqualTo("Backup shop has been successfully downloaded to " + file + "\n");
        try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("an archive");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void overwritesOnlyWhenForcedTo() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupContents", "shop", "an archive");
        Path file = Files.writeString(folder.resolve("mine"), "precious");

        Run refused = cli.velero("backup", "download", "shop", "-o", "mine");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--force overwrites it");
        assertThat(file).hasContent("precious");

        assertThat(cli.velero("backup", "download", "shop", "-o", "mine", "--force")
                        .exitCode())
                .isZero();
        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
    }
}
