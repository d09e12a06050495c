package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.Secret;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emptyDir whose pod was replaced: filled anew, so that every file has another inode and another time of change. */
class RecreatedVolumeTest {
    private static final int FILES = 40;
    private static final int SIZE = 50_000;
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z"));

    @TempDir
    Path folder;

    private final List<JsonNode> summaries = new ArrayList<>();
    private Fixture fixture;
    private DataMover mover;
    private Path second;

    @BeforeEach
    void backUpTheFirstPodsVolume() throws IOException {
        fixture = new Fixture(folder).prepared();
        second = Files.createDirectories(folder.resolve("second"));
        ProcessRunner restic = new ProcessRunner();
        mover = new ResticDataMover(
                fixture.binary(),
                ResticSettings.of(new PluginConfig("ConfigMap test", Map.of())),
                new Repository(
                        fixture.store(),
                        Fixture.PATH,
                        Secret.of(Fixture.PASSWORD.getBytes(StandardCharsets.UTF_8)),
                        fixture.cache),
                fixture.context(),
                (command, lines, errorLines, stop) -> restic.run(
                        command,
                        line -> {
                            JsonLine.parse(line)
                                    .filter(json ->
                                            json.path("message_type").asText().equals("summary"))
                                    .ifPresent(summaries::add);
                            lines.accept(line);
                        },
                        errorLines,
                        stop));
        fill(fixture.volume);
    }

    @AfterEach
    void close() {
        mover.close();
    }

    @Test
    void readsNoFileAgainAndUploadsNextToNothing() throws IOException {
        Snapshot first = backUp(fixture.volume, Optional.empty(), false);
        fill(second);
        long before = bytesInTheBucket();
        backUp(second, Optional.of(first.id()), true);

        assertThat(summary("files_unmodified")).isEqualTo(FILES);
        assertThat(summary("files_changed")).isZero();
        assertThat(summary("files_new")).isZero();
        assertThat(bytesInTheBucket() - before).isLessThan(FILES * SIZE / 50);
    }

    @Test
    void withoutBeingToldThatItIsRecreatedReadsEveryFile() throws IOException {
        Snapshot first = backUp(fixture.volume, Optional.empty(), false);
        fill(second);
        backUp(second, Optional.of(first.id()), false);

        assertThat(summary("files_changed")).isEqualTo(FILES);
        assertThat(summary("files_unmodified")).isZero();
    }

    @Test
    void holdsEveryChangeOfTheNewVolume() throws IOException {
        Snapshot first = backUp(fixture.volume, Optional.empty(), false);
        fill(second);
        Path rewritten = second.resolve("file-1");
        Files.writeString(rewritten, "y".repeat(SIZE));
        Path longer = second.resolve("file-2");
        Files.writeString(longer, "longer", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(longer, LONG_AGO);
        Files.delete(second.resolve("file-3"));
        Files.writeString(second.resolve("file-new"), "new");
        Snapshot changed = backUp(second, Optional.of(first.id()), true);

        assertThat(summary("files_unmodified")).isEqualTo(FILES - 3);
        assertThat(summary("files_changed")).isEqualTo(2);
        assertThat(summary("files_new")).isEqualTo(1);
        mover.restore(changed.id(), fixture.target, progress -> {});
        assertThat(contents(fixture.target)).isEqualTo(contents(second));
    }

    /** The price, which is why only a pod with the same images is trusted, and never one that is the same. */
    @Test
    void onlyInARecreatedVolumeTrustsSizeAndTimeOfModification() throws IOException {
        Snapshot first = backUp(fixture.volume, Optional.empty(), false);
        Path disguised = fixture.volume.resolve("file-1");
        Files.writeString(disguised, "y".repeat(SIZE));
        Files.setLastModifiedTime(disguised, LONG_AGO);

        backUp(fixture.volume, Optional.of(first.id()), true);
        assertThat(summary("files_changed")).isZero();
        Snapshot strict = backUp(fixture.volume, Optional.of(first.id()), false);
        assertThat(summary("files_changed")).isEqualTo(1);
        mover.restore(strict.id(), fixture.target, progress -> {});
        assertThat(fixture.target.resolve("file-1")).hasSameBinaryContentAs(disguised);
    }

    private Snapshot backUp(Path directory, Optional<String> parent, boolean recreated) {
        return mover.backUp(new VolumeSource(directory, Map.of("volume", "scratch"), parent, recreated), moved -> {});
    }

    private long summary(String field) {
        return summaries.getLast().path(field).asLong(-1);
    }

    /** The same files with the same times of modification, written anew. */
    private static void fill(Path directory) throws IOException {
        Random random = new Random(7);
        byte[] content = new byte[SIZE];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(content);
            Path file = Files.write(directory.resolve("file-" + i), content);
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private long bytesInTheBucket() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
