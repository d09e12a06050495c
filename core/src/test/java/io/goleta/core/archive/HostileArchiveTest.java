package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bucket holds, opening it ends in one clear sentence, with little memory and nothing left on disk. */
class HostileArchiveTest {
    private static final ArchiveItem POD = new ArchiveItem("pods", "shop", "web-0");

    private static final byte[] SAMPLE = "{\"kind\":\"Pod\",\"spec\":{\"containers\":[]}}".getBytes(UTF_8);

    @TempDir
    Path scratch;

    @AfterEach
    void nothingIsLeftOnDisk() {
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        byte[] whole = sample();

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThat(refusal(part))
                    .as("cut after %d of %d bytes", length, whole.length)
                    .contains(length == 0 ? "it is empty" : "truncated");
        }
    }

    @Test
    void neverTakesAFlippedByteForAnObject() throws Exception {
        byte[] whole = sample();
        Random random = new Random(4711);
        int refused = 0;

        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 + random.nextInt(255));
            // A few bits mean nothing, gzip's time and system among them.
            try (ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(flipped), scratch)) {
                assertThat(reader.read(POD)).as("byte %d", i).contains(SAMPLE);
            } catch (GoletaException e) {
                refused++;
                assertThat(e.fault()).isEqualTo(Fault.STORAGE);
                assertThat(e).hasMessageStartingWith("Cannot read the archive: ");
            }
        }
        assertThat(refused).isGreaterThan(whole.length - 20);
    }

    static IntStream cutsOfTheTar() {
        int length = tarOfOnePod().length;
        return IntStream.of(1, 100, 511, 512, 513, 1024, 1025, 1536, 1537, length - 1024);
    }

    @ParameterizedTest
    @MethodSource("cutsOfTheTar")
    void refusesATarThatEndsTooEarlyInAnIntactGzip(int length) {
        assertThat(refusal(TarGz.gzip(Arrays.copyOf(tarOfOnePod(), length)))).contains("truncated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "//etc/passwd",
                "../evil",
                "resources/../../evil",
                "resources/pods/namespaces/../evil.json",
                "resources/pods/namespaces/shop/..",
                ".//etc/passwd",
                "./../evil"
            })
    void refusesNamesThatLeadOut(String name) {
        assertThat(refusal(TarGz.current().file(name, "x").bytes())).contains("leads out of the archive");
    }

    @Test
    void refusesALinkInPlaceOfAnObject() {
        TarArchiveEntry link = new TarArchiveEntry(ArchiveLayout.entry(POD), TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/shadow");

        assertThat(refusal(TarGz.current().entry(link, new byte[0]).bytes())).contains("is a link");
    }

    @Test
    void refusesAnEntryThatIsTooLargeBeforeReadingIt() {
        TarArchiveEntry entry = new TarArchiveEntry(ArchiveLayout.entry(POD));
        entry.setSize((32L << 20) + 1);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);

        assertThat(refusal(TarGz.gzip(TarGz.current().unfinishedTar(), header)))
                .contains("resources/pods/namespaces/shop/web-0.json")
                .contains("32 MiB");
    }

    @Test
    void refusesTenGibibytesOfZeros() throws Exception {
        CountedZeros zeros = new CountedZeros(10L << 30);

        assertThat(refusal(zeros.gzip())).contains("more header or padding");
        assertThat(zeros.consumed()).isLessThan(16 << 20);
    }

    @Test
    void refusesManyEntriesOfZerosBeforeTheyFillTheDisk() throws Exception {
        byte[] bomb = bomb(200, 30 << 20);
        assertThat(bomb.length).isLessThan(8 << 20);

        assertThat(refusal(bomb)).contains("unpacks to more than 250 times its size");
    }

    @Test
    void refusesALongNameWithoutEnd() throws Exception {
        TarArchiveEntry longName = new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
        longName.setSize(1L << 30);
        byte[] header = new byte[512];
        longName.writeEntryHeader(header);

        assertThat(refusal(TarGz.gzip(TarGz.current().unfinishedTar(), header, new byte[4 << 20])))
                .contains("more header or padding");
    }

    @Test
    void refusesNamesThatNoObjectHas() {
        String name = "resources/pods/namespaces/shop/" + "x".repeat(1_000) + ".json";

        assertThat(refusal(TarGz.current().file(name, "{}").bytes())).contains("has a name of 1036 characters");
        assertThat(refusal(TarGz.current()
                        .file("resources/pods/cluster/" + "x".repeat(70_000) + ".json", "{}")
                        .bytes()))
                .contains("more header or padding");
    }

    @Test
    void refusesMoreObjectsThanThereIsMemoryFor() {
        TarGz archive = TarGz.current();
        for (int i = 0; i < 1_000; i++) {
            archive.file("resources/pods/namespaces/shop/web-" + i + ".json", "{}");
        }
        InputStream bytes = new ByteArrayInputStream(archive.bytes());

        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> new ArchiveUnpacker(bytes, OutputStream.nullOutputStream(), 100_000).unpack())
                .withMessageContaining("more objects than this process has memory for")
                .withMessageContaining("give it more memory");
    }

    @Test
    void doesNotReadAnObjectThatNoApiServerAccepts() {
        byte[] archive = TarGz.current()
                .file("resources/pods/namespaces/shop/web-0.json", "x".repeat((3 << 20) + 1))
                .file("resources/pods/namespaces/shop/web-1.json", "{}")
                .bytes();

        try (ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(archive), scratch)) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> reader.read(POD))
                    .withMessageContaining("pods/shop/web-0 in the archive has 3145729 bytes");
            assertThat(reader.length(POD)).isEqualTo(3145729);
            assertThat(reader.read(new ArchiveItem("pods", "shop", "web-1"))).isPresent();
        }
    }

    @Test
    void namesEntriesThatItLeavesOut() {
        byte[] archive = TarGz.current()
                .file("resources/pods/v1-preferredversion/namespaces/shop/web-0.json", "{}")
                .file("resources/pods/namespaces/shop/web-0.json", "{}")
                .file("resources/pods/v1beta1/cluster/x.json", "{}")
                .file("resources/pods/namespaces/shop/.json", "{}")
                .file("resources/pods/namespaces/shop/sub/web-1.json", "{}")
                .file("notes.txt", "hello")
                .bytes();

        try (ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(archive), scratch)) {
            assertThat(reader.unknownEntries())
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains("shop/.json", "notes.txt")
                            .doesNotContain("preferredversion", "v1beta1"));
        }
    }

    @Test
    void refusesADamagedHeaderInAnIntactGzip() {
        byte[] tar = tarOfOnePod();
        tar[1024 + 3] ^= 1;

        assertThat(refusal(TarGz.gzip(tar))).contains("header of entry").contains("damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>404</html>", "PK\3\4", "\u001f"})
    void refusesWhatIsNoGzip(String content) {
        assertThat(refusal(content.getBytes(UTF_8))).startsWith("Cannot read the archive: ");
    }

    @Test
    void refusesNoiseInAGzip() {
        byte[] noise = new byte[100_000];
        new Random(42).nextBytes(noise);

        assertThat(refusal(TarGz.gzip(noise))).startsWith("Cannot read the archive: ");
    }

    private String refusal(byte[] archive) {
        return refusal(new ByteArrayInputStream(archive));
    }

    private String refusal(InputStream archive) {
        StringBuilder message = new StringBuilder();
        assertThatThrownBy(() -> ArchiveReader.open(archive, scratch).close())
                .isInstanceOfSatisfying(GoletaException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.STORAGE);
                    assertThat(e.isRetryable()).isFalse();
                    message.append(e.getMessage());
                });
        return message.toString();
    }

    private byte[] sample() throws IOException {
        Path file = Files.createTempFile("sample", ".tar.gz");
        try (ArchiveWriter writer = ArchiveWriter.create(file, Clock.systemUTC())) {
            writer.add(POD, "v1", SAMPLE);
            writer.add(new ArchiveItem("configmaps", "shop", "n".repeat(150)), "v1", "{}".getBytes(UTF_8));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private static byte[] tarOfOnePod() {
        return TarGz.current().file(ArchiveLayout.entry(POD), "x".repeat(600)).tar();
    }

    // Gzip allows members one after another, so the same entry can be told again and again.
    private static byte[] bomb(int entries, int size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(ArchiveLayout.entry(POD));
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        byte[] member = TarGz.gzip(header, new byte[size]);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(TarGz.gzip(TarGz.current().unfinishedTar()));
        for (int i = 0; i < entries; i++) {
            packed.write(member);
        }
        return packed.toByteArray();
    }

    /** Zeros, and then more of them, packed as they are read. */
    private static final class CountedZeros {
        private static final byte[] BLOCK = packedBlock();
        private final long total;
        private long handedOut;
        private long consumed;

        CountedZeros(long total) {
            this.total = total;
        }

        long consumed() {
            return consumed;
        }

        // Gzip allows members one after another, so the same packed block of 16 MiB can be told again and again.
        InputStream gzip() {
            return new InputStream() {
                private InputStream block = InputStream.nullInputStream();

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = block.read(buffer, offset, length);
                    if (read < 0 && handedOut < total) {
                        handedOut += 16 << 20;
                        block = new ByteArrayInputStream(BLOCK);
                        read = block.read(buffer, offset, length);
                    }
                    consumed += Math.max(read, 0);
                    return read;
                }

                @Override
                public int available() throws IOException {
                    return handedOut < total ? 1 : block.available();
                }
            };
        }

        private static byte[] packedBlock() {
            return TarGz.gzip(new byte[16 << 20]);
        }
    }
}
