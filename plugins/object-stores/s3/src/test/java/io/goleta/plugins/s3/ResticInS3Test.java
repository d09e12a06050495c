package io.goleta.plugins.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.PatternStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository belongs to restic, not to us: its own S3 backend works on the same bucket. */
class ResticInS3Test {
    private static final String PASSWORD = "static-passw0rd";

    @TempDir
    Path folder;

    private S3Server server;
    private String bucket;
    private Path volume;

    @BeforeEach
    void startServer() throws IOException {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        bucket = server.bucket();
        volume = folder.resolve("volume");
        Files.createDirectories(volume.resolve("deep/er"));
        Files.writeString(volume.resolve("deep/er/small"), "small");
        // more than one pack, and more than one part of an object
        Files.copy(new PatternStream(40 << 20), volume.resolve("large"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void verifiesAndRestoresWhatGoletaWrote() throws Exception {
        Snapshot snapshot;
        try (ObjectStore store = store();
                DataMover mover = mover(store)) {
            mover.prepare();
            snapshot = mover.backUp(new VolumeSource(volume, Map.of("backup", "daily"), Optional.empty()), _ -> {});
        }

        assertThat(restic(folder, "check", "--read-data")).contains("no errors were found");
        restic(folder, "restore", snapshot.id(), "--target=" + folder.resolve("restored"));
        assertSameFiles(folder.resolve("restored"));
    }

    @Test
    void wroteWhatGoletaRestores() throws Exception {
        restic(folder, "init");
        restic(volume, "backup", ".", "--host=velero", "--tag=volume=data");

        try (ObjectStore store = store();
                DataMover mover = mover(store)) {
            mover.connect();
            Snapshot found = mover.find(Map.of("volume", "data")).orElseThrow();
            mover.restore(found.id(), Files.createDirectory(folder.resolve("restored")), _ -> {});
            mover.forget(List.of(found.id()));
            mover.maintain();
        }

        assertSameFiles(folder.resolve("restored"));
        assertThat(restic(folder, "check", "--read-data")).contains("no errors were found");
    }

    private void assertSameFiles(Path restored) {
        assertThat(restored.resolve("deep/er/small")).hasContent("small");
        assertThat(restored.resolve("large")).hasSameBinaryContentAs(volume.resolve("large"));
    }

    private ObjectStore store() throws IOException {
        return new S3ObjectStoreFactory()
                .create(
                        new PluginConfig("location velero/default", server.settings(folder, bucket, "p")),
                        TestContext.in(folder));
    }

    private DataMover mover(ObjectStore store) throws IOException {
        TestContext context =
                TestContext.in(Files.createDirectories(folder.resolve("work"))).withEnvironment("PATH", path());
        return new ResticDataMoverFactory()
                .create(
                        new Repository(
                                store, "restic/shop", Secret.of(PASSWORD.getBytes(UTF_8)), folder.resolve("cache")),
                        PluginConfig.empty(),
                        context);
    }

    private static String path() {
        return System.getenv("PATH");
    }

    private String restic(Path directory, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("restic"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_REPOSITORY",
                        "s3:" + server.url() + "/" + bucket + "/p/restic/shop",
                        "RESTIC_PASSWORD",
                        PASSWORD,
                        "RESTIC_CACHE_DIR",
                        folder.resolve("plain-cache").toString(),
                        "AWS_DEFAULT_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        S3Server.KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        S3Server.SECRET));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
