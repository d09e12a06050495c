package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.RepositoryKeys;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real restic: a repository gets another key, and none of its data is written anew. */
class ResticKeysTest {
    private static final Secret NEXT = Secret.of("the next one".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
        Files.writeString(fixture.volume.resolve("a"), "content");
        try (DataMover mover = fixture.mover()) {
            mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
        }
    }

    @Test
    void exchangesOneKeyForAnotherWithoutTouchingData() throws IOException, InterruptedException {
        String before = dataFiles();
        String oldKey;
        try (DataMover mover = fixture.mover()) {
            oldKey = ring(mover).currentKey();
            assertThat(fixture.repository().resolve("keys").resolve(oldKey)).exists();
            ring(mover).addKey(NEXT);
        }
        try (DataMover mover = fixture.mover(fixture.store(), "the next one")) {
            assertThat(ring(mover).currentKey()).isNotEqualTo(oldKey);
            ring(mover).removeKey(oldKey);
            ring(mover).removeKey(oldKey);
        }

        assertThat(dataFiles()).isEqualTo(before);
        assertThat(plainRestic("the next one")).isZero();
        assertThat(plainRestic(Fixture.PASSWORD)).isNotZero();
    }

    @Test
    void doesNotRemoveTheKeyItCameInBy() {
        try (DataMover mover = fixture.mover()) {
            String key = ring(mover).currentKey();
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> ring(mover).removeKey(key))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
            mover.connect();
        }
    }

    @Test
    void aPasswordThatOpensNothingHasNoKey() {
        try (DataMover mover = fixture.mover(fixture.store(), "guess")) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> ring(mover).currentKey())
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        }
    }

    private static RepositoryKeys ring(DataMover mover) {
        return (RepositoryKeys) mover;
    }

    private String dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> fixture.repository().relativize(file).toString())
                    .filter(file -> !file.startsWith("keys"))
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private int plainRestic(String password) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        fixture.binary().path().toString(), "snapshots", "--no-lock", "--no-cache")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("RESTIC_REPOSITORY", fixture.repository().toString());
        builder.environment().put("RESTIC_PASSWORD", password);
        return builder.start().waitFor();
    }
}
