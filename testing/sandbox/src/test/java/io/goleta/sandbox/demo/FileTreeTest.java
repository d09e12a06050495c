package io.goleta.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    private static final AwkwardFiles FILES = new AwkwardFiles(50, 100_000, 1);

    @TempDir
    private Path temporary;

    private Path original = Path.of("");
    private Path copy = Path.of("");

    @BeforeEach
    void createFilesAndACopy() throws IOException, InterruptedException {
        original = Files.createDirectory(temporary.resolve("original"));
        copy = temporary.resolve("copy");
        FILES.create(original);
        Process cp = new ProcessBuilder("cp", "-a", original.toString(), copy.toString())
                .inheritIO()
                .start();
        Assumptions.assumeTrue(cp.waitFor() == 0, "no cp -a on this machine");
    }

    @AfterEach
    void removeWhatTestFrameworksWarnAbout() throws IOException {
        for (String folder : new String[] {"original", "copy", "again"}) {
            if (Files.exists(temporary.resolve(folder))) {
                Folders.delete(temporary.resolve(folder));
            }
        }
    }

    @Test
    void aFaithfulCopyIsTheSame() throws IOException {
        assertThat(differences()).isEmpty();
        assertThat(FileTree.of(original).entries().size()).isGreaterThan(120);
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        Path file = copy.resolve("times/old directory/file");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "newer than its FOLDER");
        Files.setLastModifiedTime(file, time);
        assertThat(differences()).containsOnlyKeys("times/old directory/file");
        assertThat(differences().toString()).contains("content was").doesNotContain("size");
    }

    @Test
    void modesTimesAndLinksAreCompared() throws IOException {
        Files.setPosixFilePermissions(copy.resolve("big.bin"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(copy.resolve("times/old directory"), FileTime.fromMillis(1));
        Files.delete(copy.resolve("links/relative"));
        Files.createSymbolicLink(copy.resolve("links/relative"), Path.of("other"));
        Files.delete(copy.resolve("links/hard-1"));
        Files.copy(copy.resolve("links/target"), copy.resolve("links/hard-1"));
        SortedMap<String, String> differences = differences();
        assertThat(differences.get("big.bin")).startsWith("mode was ");
        assertThat(differences.get("times/old directory")).startsWith("modification time was ");
        assertThat(differences.get("links/relative")).isEqualTo("content was target, is other");
        assertThat(differences.get("links/hard-1")).contains("hard link was ");
    }

    @Test
    void missingAndAdditionalFilesAreFound() throws IOException {
        Files.delete(copy.resolve("empty/file"));
        Files.createDirectory(copy.resolve("additional"));
        assertThat(differences())
                .containsEntry("empty/file", "is missing")
                .containsEntry("additional", "was not there");
    }

    @Test
    void theSameSeedMakesTheSameContent() throws IOException {
        Path again = Files.createDirectory(temporary.resolve("again"));
        FILES.create(again);
        assertThat(FileTree.of(original).differences(FileTree.of(again)).toString())
                .doesNotContain("content was")
                .doesNotContain("missing");
    }

    private SortedMap<String, String> differences() throws IOException {
        return FileTree.of(original).differences(FileTree.of(copy));
    }
}
