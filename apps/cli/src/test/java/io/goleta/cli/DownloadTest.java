package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.cli.Shell.Run;
import io.goleta.core.api.DownloadToken;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    @RegisterExtension
    @Order(1)
    final CliFixture cli = new CliFixture();

    @RegisterExtension
    @Order(2)
    final ServerPart server = new ServerPart(cli);

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
    }

    @Test
    void savesTheArchiveAsItIsForTheUserAlone() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupContents", "shop", "an archive");
        Path file = cli.folder().resolve("shop-data.tar.gz");

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
        Path file = Files.writeString(cli.folder().resolve("mine"), "precious");

        Run refused = cli.velero("backup", "download", "shop", "-o", "mine");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--force overwrites it");
        assertThat(file).hasContent("precious");

        assertThat(cli.velero("backup", "download", "shop", "-o", "mine", "--force")
                        .exitCode())
                .isZero();
        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
    }

    @Test
    void fetchesThroughTheApiServerWithATokenThatTheRequestKnowsOnlyTheHashOf() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.close();
        try (ServiceInFront front = front(exchange -> {
            KubernetesObject request = cli.all(VeleroKind.DOWNLOAD_REQUEST).getFirst();
            String hash = request.annotations().getOrDefault(DownloadToken.ANNOTATION, "");
            boolean good = ServiceInFront.file(exchange).equals("/downloads/" + request.name())
                    && new DownloadToken(exchange.getRequestHeaders().getFirst(DownloadToken.HEADER)).matches(hash);
            answer(exchange, good ? 200 : 500, "file", packed("a line\n"));
        })) {
            assertThat(cli.velero("backup", "logs", "shop")).isEqualTo(new Run(0, "a line\n", ""));
        }
    }

    @Test
    void believesTheServerThatAFileIsGone() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupLog", "shop", "of another way");
        try (ServiceInFront front = front(exchange -> answer(exchange, 404, "absent", new byte[0]))) {
            assertThat(cli.velero("backup", "logs", "shop"))
                    .isEqualTo(new Run(1, "", "An error occurred: file not found\n"));
        }
    }

    @Test
    void tellsWhatTheServerSays() throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        byte[] reason = "the bucket is away".getBytes(StandardCharsets.UTF_8);
        try (ServiceInFront front = front(exchange -> answer(exchange, 502, "failed", reason))) {
            assertThat(cli.velero("backup", "logs", "shop").err())
                    .isEqualTo("An error occurred: the server could not provide the file: the bucket is away\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 503, 200})
    void takesTheAddressInTheRequestWhereTheWayThroughTheApiServerIsClosed(int code) throws Exception {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        server.file("BackupLog", "shop", "a line\n");
        try (ServiceInFront front = front(exchange -> answer(exchange, code, null, new byte[] {'?'}))) {
            assertThat(cli.velero("backup", "logs", "shop").out()).isEqualTo("a line\n");
        }
    }

    private ServiceInFront front(HttpHandler service) throws IOException {
        return new ServiceInFront(cli.folder().resolve("kubeconfig"), service);
    }

    private static void answer(HttpExchange exchange, int code, @Nullable String kind, byte[] body) throws IOException {
        try (exchange) {
            if (kind != null) {
                exchange.getResponseHeaders().set(DownloadToken.ANSWER_HEADER, kind);
            }
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
