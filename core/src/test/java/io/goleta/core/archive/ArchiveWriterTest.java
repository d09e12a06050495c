package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:20:30.987Z"), ZoneOffset.UTC);
    private static final byte[] JSON = "{\"kind\":\"Pod\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void writesTheVersionFirstAndEachObjectUnderBothNames() throws Exception {
        Path file = write(new ArchiveItem("pods", "shop", "web-0"), new ArchiveItem("persistentvolumes", null, "pv-1"));

        assertThat(entries(file).stream().map(TarArchiveEntry::getName))
                .containsExactly(
                        "metadata/version",
                        "resources/pods/v1-preferredversion/namespaces/shop/web-0.json",
                        "resources/pods/namespaces/shop/web-0.json",
                        "resources/persistentvolumes/v1-preferredversion/cluster/pv-1.json",
                        "resources/persistentvolumes/cluster/pv-1.json");
    }

    @Test
    void writesPlainFilesOfMode0755WithTheTimeOfTheClock() throws Exception {
        assertThat(entries(write(new ArchiveItem("pods", "shop", "web-0")))).allSatisfy(entry -> {
            assertThat(entry.isFile()).isTrue();
            assertThat(entry.getMode() & 0777).isEqualTo(0755);
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo("2026-03-01T10:20:30Z");
            assertThat(entry.getExtraPaxHeaders()).isEmpty();
        });
    }

    @Test
    void isListedByTar() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "no /bin/tar on this machine");
        String longName = "n".repeat(200);
        Path file = write(new ArchiveItem("pods", "shop", "web-0"), new ArchiveItem("configmaps", "ünïcode", longName));

        Process tar = new ProcessBuilder("/bin/tar", "tzf", file.toString(), "--quoting-style=literal")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactly(
                        "metadata/version",
                        "resources/pods/v1-preferredversion/namespaces/shop/web-0.json",
                        "resources/pods/namespaces/shop/web-0.json",
                        "resources/configmaps/v1-preferredversion/namespaces/ünïcode/" + longName + ".json",
                        "resources/configmaps/namespaces/ünïcode/" + longName + ".json");
        assertThat(tar.waitFor()).isZero();
    }

    @Test
    void takesObjectsFromManyThreads() throws Exception {
        Path file = folder.resolve("many.tar.gz");
        int count = 2_000;
        try (ArchiveWriter writer = ArchiveWriter.create(file, CLOCK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String name = "cm-" + i;
                threads.execute(
                        () -> writer.add(new ArchiveItem("configmaps", "shop", name), "v1", name.getBytes(UTF_8)));
            }
            threads.close();
        }

        try (ArchiveReader reader = ArchiveReader.open(Files.newInputStream(file), folder)) {
            assertThat(reader.size()).isEqualTo(count);
            assertThat(reader.items("configmaps"))
                    .allSatisfy(item ->
                            assertThat(reader.read(item)).contains(item.name().getBytes(UTF_8)));
        }
    }

    @Test
    void costsLittleForTheSecondName() throws Exception {
        byte[] json = new byte[20_000];
        new Random(1).nextBytes(json);
        Path file = folder.resolve("twice.tar.gz");
        try (ArchiveWriter writer = ArchiveWriter.create(file, CLOCK)) {
            writer.add(new ArchiveItem("configmaps", "shop", "noise"), "v1", json);
        }

        assertThat(Files.size(file)).isLessThan(21_000);
    }

    @Test
    void refusesAnObjectThatNoReaderWouldTake() {
        Path file = folder.resolve("large.tar.gz");
        try (ArchiveWriter writer = ArchiveWriter.create(file, CLOCK)) {
            ArchiveItem item = new ArchiveItem("configmaps", "shop", "huge");
            byte[] huge = new byte[ArchiveLayout.LARGEST_ENTRY + 1];

            assertThatThrownBy(() -> writer.add(item, "v1", huge))
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("configmaps/shop/huge")
                    .hasMessageContaining("32 MiB");
        }
    }

    @Test
    void staysBrokenAfterAFullDisk() {
        ArchiveWriter writer = ArchiveWriter.create(folder.resolve("full.tar.gz"), new DiskOf(1_000), CLOCK);
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);

        assertThatThrownBy(() -> writer.add(new ArchiveItem("configmaps", "shop", "a"), "v1", noise))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> writer.add(new ArchiveItem("configmaps", "shop", "b"), "v1", JSON))
                .isInstanceOf(GoletaException.class);
        assertThatThrownBy(writer::close).isInstanceOf(GoletaException.class);
    }

    @Test
    void namesTheFileItCannotCreate() {
        assertThatThrownBy(() -> ArchiveWriter.create(folder.resolve("missing/a.tar.gz"), CLOCK))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("missing/a.tar.gz");
    }

    private static final class DiskOf extends OutputStream {
        private int free;

        DiskOf(int size) {
            free = size;
        }

        @Override
        public void write(int b) throws IOException {
            if (free-- <= 0) {
                throw new IOException("No space left on device");
            }
        }
    }

    private Path write(ArchiveItem... items) {
        Path file = folder.resolve("written.tar.gz");
        try (ArchiveWriter writer = ArchiveWriter.create(file, CLOCK)) {
            for (ArchiveItem item : items) {
                writer.add(item, "v1", JSON);
            }
        }
        return file;
    }

    private static List<TarArchiveEntry> entries(Path file) throws Exception {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            TarArchiveInputStream tar = new TarArchiveInputStream(in);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
