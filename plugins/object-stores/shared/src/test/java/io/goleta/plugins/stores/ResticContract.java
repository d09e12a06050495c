package io.goleta.plugins.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.plugins.restic.run.ResticDataMoverFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectInfo;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Volumes in a store, as tests. The repository belongs to restic and not to Goleta, so plain restic has to be able to read it: a copy of
 * it, because restic's own backends cannot be pointed at most test servers.
 */
public abstract class ResticContract {
    /** Of the repository. */
    protected static final String PASSWORD = "static-passw0rd";

    /** Keys of the repository start with it. */
    protected static final String REPOSITORY = "restic/shop";

    @TempDir
    protected Path folder;

    private Path volume = Path.of("none");

    /** A store over an empty prefix of a bucket, the same bucket at every call in a test. */
    protected abstract ObjectStore openStore() throws IOException;

    @BeforeEach
    void fillVolume() throws IOException {
        volume = folder.resolve("volume");
        Files.createDirectories(volume.resolve("deep/er"));
        Files.writeString(volume.resolve("deep/er/small"), "small");
        // more than one pack, and more than one part of an object
        Files.copy(new PatternStream(40 << 20), volume.resolve("large"));
    }

    /** The volume that is backed up. */
    protected final Path volume() {
        return volume;
    }

    @Test
    void restoresWhatItBackedUp() throws Exception {
        try (ObjectStore store = openStore();
                DataMover mover = openMover(store)) {
            mover.prepare();
            Snapshot snapshot =
                    mover.backUp(new VolumeSource(volume, Map.of("volume", "data"), Optional.empty()), _ -> {});
            assertThat(mover.find(Map.of("volume", "data")).orElseThrow().id()).isEqualTo(snapshot.id());
            mover.restore(snapshot.id(), Files.createDirectory(folder.resolve("restored")), _ -> {});
            assertSameFiles(folder.resolve("restored"));

            Map<String, String> copy = Map.of("RESTIC_REPOSITORY", copy(store).toString());
            assertThat(restic(folder, copy, "check", "--read-data")).contains("no errors were found");
            restic(folder, copy, "restore", snapshot.id(), "--target=" + folder.resolve("plain"));
            assertSameFiles(folder.resolve("plain"));

            mover.forget(List.of(snapshot.id()));
            mover.maintain();
            assertThat(mover.find(Map.of("volume", "data"))).isEmpty();
        }
    }

    protected final void assertSameFiles(Path restored) {
        assertThat(restored.resolve("deep/er/small")).hasContent("small");
        assertThat(restored.resolve("large")).hasSameBinaryContentAs(volume.resolve("large"));
    }

    protected final DataMover openMover(ObjectStore store) throws IOException {
        TestContext context = TestContext.in(Files.createDirectories(folder.resolve("work")))
                .withEnvironment("PATH", System.getenv("PATH"));
        return new ResticDataMoverFactory()
                .create(
                        new Repository(store, REPOSITORY, Secret.of(PASSWORD.getBytes(UTF_8)), folder.resolve("cache")),
                        PluginConfig.empty(),
                        context);
    }

    /**
     * Runs plain restic.
     *
     * @param environment names the repository
     * @return its output
     */
    protected final String restic(Path directory, Map<String, String> environment, String... arguments)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("restic"), Stream.of(arguments)).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", PASSWORD);
        builder.environment()
                .put("RESTIC_CACHE_DIR", folder.resolve("plain-cache").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Path copy(ObjectStore store) throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<ObjectInfo> objects = store.list(REPOSITORY + "/")) {
            for (String key : objects.map(ObjectInfo::key).toList()) {
                Path file = copy.resolve(key.substring(REPOSITORY.length() + 1));
                Files.createDirectories(file.getParent());
                try (InputStream in = store.get(key).orElseThrow()) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return copy;
    }
}
