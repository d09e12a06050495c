package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ConfigMap of the data mover does to real restic. */
class TuningTest {
    private static final int MIB = 1024 * 1024;
    private static final int TEXT_BYTES = 2 * MIB;

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
    }

    @Test
    void storesInPacksOfTheSizeAskedFor() throws IOException {
        random("large", 24);
        backUp(Map.of("packSize", "8"));

        assertThat(largestPack()).isBetween(6L * MIB, 14L * MIB);
    }

    @Test
    void compressesAsAskedFor() throws IOException {
        long off = storedBytes("off");
        long automatic = storedBytes("auto");
        long most = storedBytes("max");

        assertThat(off).isGreaterThan(TEXT_BYTES);
        assertThat(automatic).isLessThan(off / 2);
        assertThat(most).as("the best compression").isLessThan(automatic);
    }

    /** What a repository of its own holds after a backup of the same text. */
    private long storedBytes(String compression) throws IOException {
        Fixture own = new Fixture(Files.createDirectories(folder.resolve(compression))).prepared();
        Files.writeString(own.volume.resolve("text"), text());
        try (DataMover mover = own.mover(own.store(), Fixture.PASSWORD, Map.of("compression", compression))) {
            mover.backUp(new VolumeSource(own.volume, Map.of(), Optional.empty()), progress -> {});
        }
        return bytes(own.repository().resolve("data"));
    }

    /** Words in random order: what compression finds depends on how hard it looks. */
    private static String text() {
        Random random = new Random(7);
        String[] words =
                random.ints(500, 100, 100_000).mapToObj(Integer::toString).toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        while (text.length() < TEXT_BYTES) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.toString();
    }

    @Test
    void keepsNoCacheWhereNoneIsWanted() throws IOException {
        random("a", 1);
        backUp(Map.of("cacheLimitMiB", "0"));

        assertThat(fixture.cache).doesNotExist();
    }

    @Test
    void keepsTheCacheBelowItsLimitAndWorksOn() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.writeString(fixture.volume.resolve("file-with-a-name-that-fills-the-tree-" + i), "x" + i);
        }
        backUp(Map.of());
        backUp(Map.of());
        Path old = Files.write(
                Files.createDirectories(fixture.cache.resolve("repo/data/00")).resolve("00"), new byte[2 * MIB]);
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));

        backUp(Map.of("cacheLimitMiB", "1"));

        assertThat(old).as("the oldest").doesNotExist();
        assertThat(cacheBytes()).isLessThan(MIB);
        backUp(Map.of("cacheLimitMiB", "1"));
    }

    @Test
    void prunesInStepsWhereAsked() throws IOException {
        random("a", 1);
        backUp(Map.of());
        List<String> said = new ArrayList<>();
        try (DataMover mover = mover(Map.of("maxRepackSize", "10M"))) {
            mover.maintain(said::add);
            mover.check(0, said::add);
        }
        assertThat(said).anyMatch(line -> line.contains("to repack")).contains("no errors were found");
    }

    @Test
    void limitsTheBandwidthOfResticItself() throws IOException {
        random("a", 2);
        List<List<String>> started = new ArrayList<>();
        ProcessRunner processes = new ProcessRunner();
        CommandRunner recording = (command, lines, errorLines, stop) -> {
            started.add(command.line());
            return processes.run(command, lines, errorLines, stop);
        };
        PluginConfig limits = new PluginConfig("test", Map.of("limitUpload", "51200", "limitDownload", "102400"));

        String snapshot;
        try (DataMover mover = new ResticDataMover(
                fixture.binary(), ResticSettings.of(limits), fixture.asRepository(), fixture.context(), recording)) {
            snapshot = mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {})
                    .id();
            mover.restore(snapshot, fixture.target, progress -> {});
        }

        assertThat(started)
                .anyMatch(line -> line.contains("backup"))
                .anyMatch(line -> line.contains("restore"))
                .allSatisfy(line -> assertThat(line).contains("--limit-upload=51200", "--limit-download=102400"));
        assertThat(fixture.target.resolve("a")).hasSameBinaryContentAs(fixture.volume.resolve("a"));
    }

    @Test
    void everyBadValueIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> mover(Map.of("packSize", "512", "compression", "zip", "readers", "8")))
                .hasMessageContaining("ConfigMap test")
                .hasMessageContaining("packSize is \"512\" but must be 0 or a number of MiB from 4 to 128")
                .hasMessageContaining("compression is \"zip\" but must be auto, off or max")
                .hasMessageContaining("unknown key readers");
    }

    @Test
    void saysWhatThisResticCannotDo() {
        ResticSettings settings = ResticSettings.of(new PluginConfig("test", Map.of("readConcurrency", "8")));

        assertThat(settings.unsupportedBy(new ResticVersion(0, 14)))
                .containsExactly("readConcurrency is 8 but has no effect: it needs restic 0.15, and this is 0.14");
        assertThat(settings.unsupportedBy(new ResticVersion(0, 15))).isEmpty();
    }

    @Test
    void tellsItsKeysDefaultsAndProblemsWithoutARepository() {
        PluginConfig config = new PluginConfig("ConfigMap test", Map.of("packSize", "16", "lockWait", "soon"));
        List<String> problems = new ResticDataMoverFactory().read(config, fixture.context());

        assertThat(problems).containsExactly("lockWait is \"soon\" but must be a duration such as 30s, 10m or 1h30m");
        assertThat(config.settings())
                .contains(new PluginConfig.Setting("packSize", "0", "16", "0 or a number of MiB from 4 to 128", true))
                .anySatisfy(setting -> {
                    assertThat(setting.key()).isEqualTo("lockWait");
                    assertThat(setting.value())
                            .isEqualTo(setting.defaultValue())
                            .isEqualTo("35m0s");
                });
    }

    private DataMover mover(Map<String, String> settings) {
        return fixture.mover(fixture.store(), Fixture.PASSWORD, settings);
    }

    private void backUp(Map<String, String> settings) {
        try (DataMover mover = mover(settings)) {
            mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
        }
    }

    private void random(String name, int mib) throws IOException {
        byte[] bytes = new byte[mib * MIB];
        new Random(7).nextBytes(bytes);
        Files.write(fixture.volume.resolve(name), bytes);
    }

    private long largestPack() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository().resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElseThrow();
        }
    }

    private long dataBytes() throws IOException {
        return bytes(fixture.repository().resolve("data"));
    }

    private long cacheBytes() throws IOException {
        return bytes(fixture.cache);
    }

    private static long bytes(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
