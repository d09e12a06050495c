package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.plugins.gcp.server.GcsServer;
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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Volumes in a bucket. restic's own backend for it cannot be sent to a server of a test (before 0.19), so plain restic looks at a copy of the
 * repository: the files in the bucket are those that restic would have written.
 */
class ResticInGcpTest {
    private static final String PASSWORD = "static-passw0rd";

    @TempDir
    Path folder;

    private GcsServer server;
    private Location location;
    private Path volume;

    @BeforeEach
    void startServer() throws IOException {
        server = GcsServer.start();
        location = Location.in(server, folder).with("prefix", "p");
        volume = folder.resolve("volume");
        Files.createDirectories(volume.resolve("deep/er"));
        Files.writeString(volume.resolve("deep/er/small"), "small");
        // more than one pack, and more than one block of an object
        Files.copy(new PatternStream(40 << 20), volume.resolve("large"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void bringsBackWhatItTook() throws Exception {
        try (ObjectStore store = location.open();
                DataMover mover = mover(store)) {
            mover.prepare();
            Snapshot snapshot =
                    mover.backUp(new VolumeSource(volume, Map.of("volume", "data"), Optional.empty()), _ -> {});
            assertThat(mover.find(Map.of("volume", "data")).orElseThrow().id()).isEqualTo(snapshot.id());
            mover.restore(snapshot.id(), Files.createDirectory(folder.resolve("restored")), _ -> {});
            copy(store, folder.resolve("copy"));

            assertSameFiles(folder.resolve("restored"));
            assertThat(restic("check", "--read-data")).contains("no errors were found");
            restic("restore", snapshot.id(), "--target=" + folder.resolve("plain"));
            assertSameFiles(folder.resolve("plain"));
            mover.forget(List.of(snapshot.id()));
            mover.maintain();
            assertThat(mover.find(Map.of("volume", "data"))).isEmpty();
        }
    }

    private void assertSameFiles(Path restored) {
        assertThat(restored.resolve("deep/er/small")).hasContent("small");
        assertThat(restored.resolve("large")).hasSameBinaryContentAs(volume.resolve("large"));
    }

    private static void copy(ObjectStore store, Path target) throws IOException {
        for (String key : store.list("restic/shop/").map(object -> object.key()).toList()) {
            Path file = target.resolve(key.substring("restic/shop/".length()));
            Files.createDirectories(file.getParent());
            try (InputStream in = store.get(key).orElseThrow()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private DataMover mover(ObjectStore store) throws IOException {
        TestContext context = TestContext.in(Files.createDirectories(folder.resolve("work")))
                .withEnvironment("PATH", System.getenv("PATH"));
        return new ResticDataMoverFactory()
                .create(
                        new Repository(
                                store, "restic/shop", Secret.of(PASSWORD.getBytes(UTF_8)), folder.resolve("cache")),
                        PluginConfig.empty(),
                        context);
    }

    private String restic(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "restic", "--no-cache", "-r", folder.resolve("copy").toString());
        builder.command().addAll(List.of(arguments));
        builder.redirectErrorStream(true).environment().put("RESTIC_PASSWORD", PASSWORD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
