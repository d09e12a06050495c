package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.DownloadToken;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.download.Downloads;
import io.goleta.server.download.RequestedFiles;
import io.goleta.server.http.DownloadHandler;
import io.goleta.server.http.HttpEndpoints;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadRequestReconcilerTest {
    @TempDir
    Path scratch;

    private World world;
    private HttpEndpoints http;
    private URI base = URI.create("");
    private DownloadRequestReconciler reconciler;

    @BeforeEach
    void start() throws IOException {
        world = new World(scratch);
        world.location("default");
        world.clock.set(Instant.now());
        RequestedFiles files = new RequestedFiles(world.cluster, World.NAMESPACE, world.locations);
        DownloadHandler downloads = new DownloadHandler(new Downloads(files, world.clock));
        String address = "127.0.0.1:" + freePort();
        http = new HttpEndpoints(address, List::of, Map.of(DownloadHandler.PATH, downloads));
        base = URI.create("http://" + address);
        reconciler = new DownloadRequestReconciler(files, base, world.clock);
    }

    @AfterEach
    void stop() {
        http.close();
        world.close();
    }

    @Test
    void aFileOfAStoreThatCannotSignComesFromUsForTenMinutes() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.put("backups/daily-1/daily-1-logs.gz", new byte[] {1, 2, 3});

        DownloadRequest request = request(DownloadRequest.Kind.BackupLog, "daily-1");
        answer(request);

        assertThat(request.status().phase()).isEqualTo("Processed");
        assertThat(request.status().expiration())
                .isEqualTo(world.clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(fetch(request).body()).containsExactly(1, 2, 3);

        world.clock.advance(Duration.ofMinutes(11));
        assertThat(fetch(request).statusCode()).isEqualTo(403);
    }

    @Test
    void aFileOfARestoreIsWhereItsBackupIs() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        Restore restore = world.named(VeleroKind.RESTORE, "r1");
        restore.setSpec(Json.convert(Map.of("backupName", "daily-1"), Restore.Spec.class));
        world.cluster.create(restore);
        world.put("restores/r1/restore-r1-results.gz", new byte[] {4});

        DownloadRequest request = request(DownloadRequest.Kind.RestoreResults, "r1");
        answer(request);

        assertThat(fetch(request).body()).containsExactly(4);
    }

    @Test
    void aTokenCannotBeGuessedFromAnother() {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        DownloadRequest first = request(DownloadRequest.Kind.BackupLog, "daily-1");
        DownloadRequest second = request(DownloadRequest.Kind.BackupLog, "daily-1");
        reconciler.reconcile(first, changed -> {});
        reconciler.reconcile(second, changed -> {});

        assertThat(first.status().downloadURL())
                .isNotEqualTo(second.status().downloadURL())
                .matches("http://127.0.0.1:\\d+/downloads/request-\\d+/[0-9a-f]{64}");
    }

    @Test
    void whatDoesNotExistIsWaitedForAndGivenUpAfterTenMinutes() {
        DownloadRequest request = request(DownloadRequest.Kind.BackupLog, "unknown");

        ReconcileResult<DownloadRequest> outcome = reconciler.reconcile(request, changed -> {});
        assertThat(outcome.update()).isEmpty();
        assertThat(outcome.requeueAfter()).isPresent();

        world.clock.advance(Duration.ofMinutes(11));
        assertThat(reconciler.reconcile(request, changed -> {}).delete()).isTrue();
    }

    @Test
    void whoeverAskedMayFetchTheFileWithTheirTokenFromAnyReplica() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.put("backups/daily-1/daily-1-logs.gz", new byte[] {1, 2, 3});
        DownloadToken token = DownloadToken.random();
        DownloadRequest request = request(DownloadRequest.Kind.BackupLog, "daily-1", token);

        HttpResponse<byte[]> response = fetch(request, token.secret());

        assertThat(response.body()).containsExactly(1, 2, 3);
        assertThat(response.headers().firstValue(DownloadToken.ANSWER_HEADER)).contains("file");
        world.clock.advance(Duration.ofMinutes(11));
        assertThat(fetch(request, token.secret()).statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyElseMay() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.put("backups/daily-1/daily-1-logs.gz", new byte[] {1, 2, 3});
        DownloadToken token = DownloadToken.random();
        DownloadRequest request = request(DownloadRequest.Kind.BackupLog, "daily-1", token);
        DownloadRequest withoutToken = request(DownloadRequest.Kind.BackupLog, "daily-1");

        for (String wrong :
                List.of("", "x", token.hash(), DownloadToken.random().secret())) {
            assertThat(fetch(request, wrong).statusCode()).isEqualTo(403);
            assertThat(fetch(withoutToken, wrong).statusCode()).isEqualTo(403);
        }
        DownloadRequest unknown = world.named(VeleroKind.DOWNLOAD_REQUEST, "unknown");
        assertThat(fetch(unknown, token.secret()).statusCode()).isEqualTo(403);
    }

    @Test
    void aFileThatTheStoreDoesNotHaveIsAbsent() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        DownloadToken token = DownloadToken.random();

        HttpResponse<byte[]> response =
                fetch(request(DownloadRequest.Kind.BackupLog, "daily-1", token), token.secret());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue(DownloadToken.ANSWER_HEADER)).contains("absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BackupVolumeInfos", "BackupItemOperations", "CSIBackupVolumeSnapshots"})
    void aFileThatOnlyNewerVelerosWriteIsAbsentAtOnce(String kind) throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        DownloadRequest request = request(DownloadRequest.Kind.valueOf(kind), "daily-1");

        answer(request);

        assertThat(request.status().phase()).isEqualTo("Processed");
        assertThat(fetch(request).statusCode()).isEqualTo(404);
    }

    @Test
    void aVolumeInfoOfANewerVeleroIsHandedOut() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.put("backups/daily-1/daily-1-volumeinfo.json.gz", new byte[] {5});
        DownloadRequest request = request(DownloadRequest.Kind.BackupVolumeInfos, "daily-1");

        answer(request);

        assertThat(fetch(request).body()).containsExactly(5);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "FilesOfTheFuture, daily-1, FilesOfTheFuture",
                "null,             daily-1, spec.target.kind",
                "BackupLog,        null,    spec.target.name"
            })
    void aRequestThatNeverCanBeFulfilledIsAnsweredAtOnce(@Nullable String kind, @Nullable String name, String reason)
            throws Exception {
        DownloadRequest draft = world.named(VeleroKind.DOWNLOAD_REQUEST, "request-" + System.nanoTime());
        draft.setSpec(new DownloadRequest.Spec(new DownloadRequest.Target(kind, name)));
        DownloadRequest request = world.cluster.create(draft);

        answer(request);

        assertThat(request.status().phase()).isEqualTo("Processed");
        HttpResponse<byte[]> response = fetch(request);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(reason);
    }

    @Test
    void itsAuthorCannotMakeARequestGoodForLonger() throws Exception {
        world.backup("daily-1", "default", Backup.Phase.Completed);
        world.put("backups/daily-1/daily-1-logs.gz", new byte[] {1, 2, 3});
        DownloadToken token = DownloadToken.random();
        DownloadRequest request = request(DownloadRequest.Kind.BackupLog, "daily-1", token);
        request.setStatus(new DownloadRequest.Status("Processed", "x", Instant.parse("9999-01-01T00:00:00Z")));
        world.save(request);

        world.clock.advance(Duration.ofMinutes(21));

        assertThat(fetch(request, token.secret()).statusCode()).isEqualTo(403);
        assertThat(reconciler.reconcile(request, changed -> {}).delete()).isTrue();
    }

    private void answer(DownloadRequest request) {
        reconciler.reconcile(request, changed -> {});
        world.save(request);
    }

    private HttpResponse<byte[]> fetch(DownloadRequest request, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = base.resolve("/downloads/" + request.name());
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header(DownloadToken.HEADER, token)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private DownloadRequest request(DownloadRequest.Kind kind, String name, DownloadToken token) {
        DownloadRequest request = world.named(VeleroKind.DOWNLOAD_REQUEST, "request-" + System.nanoTime());
        request.setAnnotation(DownloadToken.ANNOTATION, token.hash());
        request.setSpec(new DownloadRequest.Spec(new DownloadRequest.Target(kind.name(), name)));
        return world.cluster.create(request);
    }

    private DownloadRequest request(DownloadRequest.Kind kind, String name) {
        DownloadRequest request = world.named(VeleroKind.DOWNLOAD_REQUEST, "request-" + System.nanoTime());
        request.setSpec(new DownloadRequest.Spec(new DownloadRequest.Target(kind.name(), name)));
        return world.cluster.create(request);
    }

    private static HttpResponse<byte[]> fetch(DownloadRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(request.status().downloadURL()))
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
