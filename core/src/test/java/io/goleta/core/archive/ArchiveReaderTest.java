package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
    private static final ArchiveItem POD = new ArchiveItem("pods", "shop", "web-0");

    @TempDir
    Path scratch;

    @Test
    void findsEveryObjectInOrder() {
        TarGz archive = TarGz.current()
                .file("resources/pods/namespaces/shop/web-1.json", "1")
                .file("resources/pods/namespaces/shop/web-0.json", "0")
                .file("resources/pods/namespaces/bar/z.json", "z")
                .file("resources/deployments.apps/namespaces/shop/web.json", "d")
                .file("resources/things.example.com/namespaces/shop/in-namespace.json", "n")
                .file("resources/things.example.com/cluster/in-cluster.json", "c");

        try (ArchiveReader reader = ArchiveReader.open(archive.stream(), scratch)) {
            assertThat(reader.resources()).containsExactly("deployments.apps", "pods", "things.example.com");
            assertThat(reader.items("pods").map(ArchiveItem::toString))
                    .containsExactly("pods/bar/z", "pods/shop/web-0", "pods/shop/web-1");
            assertThat(reader.items("things.example.com").map(ArchiveItem::namespace))
                    .containsExactly(null, "shop");
            assertThat(reader.items("secrets")).isEmpty();
            assertThat(reader.size()).isEqualTo(6);
            assertThat(reader.formatVersion()).isEqualTo("1.1.0");
        }
    }

    @Test
    void readsAnObject() {
        try (ArchiveReader reader =
                ArchiveReader.open(TarGz.current().file(ArchiveLayout.entry(POD), "{}").stream(), scratch)) {
            assertThat(text(reader, POD)).contains("{}");
            assertThat(text(reader, new ArchiveItem("pods", "shop", "web-1"))).isEmpty();
            assertThat(text(reader, new ArchiveItem("pods", "other", "web-0"))).isEmpty();
            assertThat(text(reader, new ArchiveItem("pods", null, "web-0"))).isEmpty();
            assertThat(text(reader, new ArchiveItem("nodes", null, "web-0"))).isEmpty();
        }
    }

    @Test
    void readsTheFirstFormat() {
        TarGz archive = new TarGz().file("metadata/version", "1").file(ArchiveLayout.entry(POD), "old");

        try (ArchiveReader reader = ArchiveReader.open(archive.stream(), scratch)) {
            assertThat(reader.formatVersion()).isEqualTo("1");
            assertThat(text(reader, POD)).contains("old");
        }
    }

    @Test
    void toleratesWhatOthersPack() {
        TarGz archive = new TarGz()
                .entry(new TarArchiveEntry("./"), new byte[0])
                .entry(new TarArchiveEntry("./resources/"), new byte[0])
                .entry(new TarArchiveEntry("./resources/pods/"), new byte[0])
                .file("./" + ArchiveLayout.entry(POD), "{}")
                .file("./README", "unknown")
                .file("./resources/pods/notes.txt", "unknown")
                .file("./metadata/version", "1.1.0\n");

        try (ArchiveReader reader = ArchiveReader.open(archive.stream(), scratch)) {
            assertThat(reader.size()).isEqualTo(1);
            assertThat(text(reader, POD)).contains("{}");
        }
    }

    @Test
    void takesTheLaterOfTwoEntriesAsTarDoes() {
        TarGz archive = TarGz.current()
                .file(ArchiveLayout.entry(POD), "first")
                .file("resources/pods/namespaces/shop/a.json", "a")
                .file(ArchiveLayout.entry(POD), "second");

        try (ArchiveReader reader = ArchiveReader.open(archive.stream(), scratch)) {
            assertThat(text(reader, POD)).contains("second");
            assertThat(reader.size()).isEqualTo(2);
        }
    }

    @Test
    void readsABackupWithoutObjects() {
        try (ArchiveReader reader = ArchiveReader.open(TarGz.current().stream(), scratch)) {
            assertThat(reader.resources()).isEmpty();
            assertThat(reader.size()).isZero();
        }
    }

    @Test
    void holdsOnlyTheObjectsOnDiskAndDeletesThem() throws Exception {
        TarGz archive = TarGz.current()
                .file(ArchiveLayout.preferredEntry(POD, "v1"), "12345678")
                .file(ArchiveLayout.entry(POD), "12345678");

        ArchiveReader reader = ArchiveReader.open(archive.stream(), scratch);

        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isEqualTo(8));
        }
        reader.close();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void survivesTheInterruptionOfOneReader() {
        try (ArchiveReader reader =
                ArchiveReader.open(TarGz.current().file(ArchiveLayout.entry(POD), "{}").stream(), scratch)) {
            Thread.currentThread().interrupt();
            assertThat(text(reader, POD)).contains("{}");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(text(reader, POD)).contains("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.2.0", "", "1.1.0\n1.1.0"})
    void refusesAVersionItDoesNotKnow(String version) {
        assertThatThrownBy(() -> ArchiveReader.open(new TarGz().file("metadata/version", version).stream(), scratch))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("version")
                .hasMessageContaining("1 and 1.1.0");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void refusesATarThatIsNoBackup() {
        assertThatThrownBy(() -> ArchiveReader.open(new TarGz().file("a", "b").stream(), scratch))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("no entry metadata/version");
    }

    @Test
    void saysThatTheSourceBrokeAndMayBeAskedAgain() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(TarGz.current().bytes(), 0, 40), failing(new IOException("connection reset")));

        assertThatThrownBy(() -> ArchiveReader.open(broken, scratch))
                .isInstanceOfSatisfying(GoletaException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.STORAGE);
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e).hasMessageContaining("connection reset").hasMessageContaining("40 bytes");
                });
    }

    @Test
    void passesOnWhatASourceThatChecksItselfSays() {
        GoletaException damaged = new GoletaException(Fault.STORAGE, "checksum differs");
        InputStream source =
                new SequenceInputStream(TarGz.current().stream(), failing(new IOException("at its end", damaged)));

        assertThatThrownBy(() -> ArchiveReader.open(source, scratch)).isSameAs(damaged);
    }

    @Test
    void namesTheScratchDirectoryProblem() {
        assertThatThrownBy(() -> ArchiveReader.open(TarGz.current().stream(), scratch.resolve("missing")))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("scratch directory");
    }

    private static Optional<String> text(ArchiveReader reader, ArchiveItem item) {
        return reader.read(item).map(json -> new String(json, UTF_8));
    }

    private static InputStream failing(IOException failure) {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }
}
