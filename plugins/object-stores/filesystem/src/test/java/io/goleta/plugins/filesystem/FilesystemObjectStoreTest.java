package io.goleta.plugins.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemObjectStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private Path root;
    private Path bucket;
    private FilesystemObjectStore store;

    @BeforeEach
    void makeBucket() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        bucket = Files.createDirectory(root.resolve("bucket"));
        store = store("");
    }

    @Test
    void keepsObjectsAsPlainFilesUnderTheirKeys() throws IOException {
        store("team/a").put("backups/daily/velero-backup.json", stream("{}"), 2);

        assertThat(bucket.resolve("team/a/backups/daily/velero-backup.json")).hasContent("{}");
    }

    @Test
    void givesWhatRootWritesToTheOwnerOfTheBucket() throws IOException {
        assumeTrue(Files.getAttribute(bucket, "unix:uid").equals(0), "only root can give files away");
        Files.setAttribute(bucket, "unix:uid", 65532);
        Files.setAttribute(bucket, "unix:gid", 65533);

        store.put("restic/shop/config", stream("config"), 6);

        for (String path : List.of("restic", "restic/shop", "restic/shop/config")) {
            assertThat(Files.readAttributes(bucket.resolve(path), "unix:uid,gid"))
                    .as(path)
                    .containsEntry("uid", 65532)
                    .containsEntry("gid", 65533);
        }
    }

    @Test
    void readsFilesThatOthersPutThere() throws IOException {
        Files.createDirectories(bucket.resolve("restic/shop/keys"));
        Files.writeString(bucket.resolve("restic/shop/config"), "config");

        assertThat(keys("")).containsExactly("restic/shop/config");
        try (InputStream config = store.get("restic/shop/config").orElseThrow()) {
            assertThat(config.readAllBytes()).asString(UTF_8).isEqualTo("config");
        }
    }

    @Test
    void hidesWhatIsBeingWritten() {
        InputStream peeking = new InputStream() {
            @Override
            public int read() {
                assertThat(keys("")).isEmpty();
                assertThat(store.folders("")).isEmpty();
                return -1;
            }
        };

        store.put("backups/a/b", peeking, 0);

        assertThat(keys("")).containsExactly("backups/a/b");
    }

    @Test
    void leavesNoUnfinishedFileBehind() throws IOException {
        assertThatThrownBy(() -> store.put("a/b", stream("12345"), 4)).isInstanceOf(GoletaException.class);

        try (Stream<Path> files = Files.walk(bucket)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void knowsItsFileWhenTheServerForgetsThatItRenamedIt() throws IOException {
        store.put("a/b", stream("before"), 6);
        InputStream renaming = new InputStream() {
            @Override
            public int read() throws IOException {
                Files.move(onlyUnfinished(), bucket.resolve("a/b"), StandardCopyOption.REPLACE_EXISTING);
                return -1;
            }
        };

        store.put("a/b", renaming, 0);

        assertThat(store.head("a/b").map(ObjectInfo::size)).contains(0L);
    }

    @Test
    void doesNotTakeAnEarlierFileForItsOwn() {
        store.put("a/b", stream("before"), 6);
        InputStream losing = new InputStream() {
            @Override
            public int read() throws IOException {
                Files.delete(onlyUnfinished());
                return -1;
            }
        };

        assertThatThrownBy(() -> store.put("a/b", losing, 0)).isInstanceOf(GoletaException.class);

        assertThat(store.head("a/b").map(ObjectInfo::size)).contains(6L);
    }

    @Test
    void leavesNothingBehindWhenItIsCancelled() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> store.put("a/b", stream("12345"), 5))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("cancelled");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys("")).isEmpty();
    }

    @Test
    void sweepsUnfinishedFilesOfADayAgo() throws IOException {
        Path unfinished = unfinished(".goleta-00000000000000aa.unfinished");
        Path foreign = unfinished(".goleta-notes");
        Instant made = ((FileTime) Files.getAttribute(unfinished, "unix:ctime")).toInstant();

        assertThat(keysAt(made.plus(Duration.ofHours(23)))).containsExactly("x/.goleta-notes");
        assertThat(unfinished).exists();
        assertThat(keysAt(made.plus(Duration.ofHours(25)))).containsExactly("x/.goleta-notes");
        assertThat(unfinished).doesNotExist();
        assertThat(foreign).exists();
    }

    // While an NFS server makes a file for one client, others see a number of that client's as this time.
    @Test
    void sweepsNothingForItsTimeOfModification() throws IOException {
        Path unfinished = unfinished(".goleta-00000000000000aa.unfinished");
        Files.setLastModifiedTime(unfinished, FileTime.from(NOW.minus(Duration.ofDays(99))));

        assertThat(keysAt(NOW)).isEmpty();

        assertThat(unfinished).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lost+found", ".snapshot", ".nfs000000000123456700000001", ".goleta-0123456789abcdef.unfinished"
            })
    void neitherShowsNorTakesNamesThatFileSystemsUse(String name) throws IOException {
        Files.createDirectories(bucket.resolve(name).resolve("inner"));
        Files.writeString(bucket.resolve(name).resolve("inner/file"), "x");

        assertThat(keys("")).isEmpty();
        assertThat(store.folders("")).isEmpty();
        assertThatThrownBy(() -> store.put("a/" + name, stream(""), 0))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining(name);
    }

    @Test
    void takesAnEmptyDirectoryForNoFolder() throws IOException {
        Files.createDirectories(bucket.resolve("apples/deep/down"));

        assertThat(store.folders("")).isEmpty();
    }

    @Test
    void refusesNamesThatNoFileSystemHolds() {
        assertThatThrownBy(() -> store.put("a/" + "k".repeat(256), stream(""), 0))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("is too long for a file name, or reserved");
        assertThatThrownBy(() -> store.put("a\0b", stream(""), 0)).isInstanceOf(GoletaException.class);
    }

    @Test
    void neverMakesTheBucketItself() throws IOException {
        Files.delete(bucket);

        assertThatThrownBy(() -> store.put("a/b", stream("x"), 1))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("mount the share");
        assertThatThrownBy(store::check)
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("There is no folder " + bucket);
        assertThatThrownBy(() -> store.get("a")).isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> store.list("")).isInstanceOf(GoletaException.class);
        assertThat(bucket).doesNotExist();
    }

    @Test
    void saysThatTheRootIsMissing() {
        assertThatThrownBy(new FilesystemObjectStore(
                        new KeyPaths(folder.resolve("nowhere"), "bucket", ""), Clock.systemUTC())::check)
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("There is no folder " + folder.resolve("nowhere"))
                .hasMessageContaining("mount");
    }

    @Test
    void saysWhyAFolderThatIsThereCannotBeUsed() throws IOException {
        Files.delete(bucket);
        Files.createSymbolicLink(bucket, bucket);

        for (ThrowingCallable call : List.<ThrowingCallable>of(store::check, () -> store.list(""))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            GoletaException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageContaining(bucket + ": Too many levels");
        }
    }

    @Test
    void acceptsABucketWhosePrefixHoldsNothingYet() {
        store("not/there").check();
        assertThat(store("not/there").list("")).isEmpty();
    }

    @Test
    void keepsTheBucketWhenItsLastObjectIsDeleted() {
        store("p").put("a/b", stream("x"), 1);
        store("p").delete("a/b");

        assertThat(bucket).isEmptyDirectory();
    }

    @Test
    void followsLinksThatStayInTheRoot() throws IOException {
        Path disk = Files.createDirectories(root.resolve("other-disk/shop"));
        Files.createSymbolicLink(Files.createDirectory(bucket.resolve("restic")).resolve("shop"), disk);

        store.put("restic/shop/config", stream("c"), 1);

        assertThat(disk.resolve("config")).hasContent("c");
        assertThat(keys("")).containsExactly("restic/shop/config");
        assertThat(store.folders("restic/")).containsExactly("restic/shop/");
    }

    @Test
    void keepsALinkWhoseFolderBecameEmpty() throws IOException {
        Path disk = Files.createDirectories(root.resolve("other-disk/shop"));
        Path link = Files.createSymbolicLink(
                Files.createDirectory(bucket.resolve("restic")).resolve("shop"), disk);
        store.put("restic/shop/deep/file", stream("c"), 1);

        store.delete("restic/shop/deep/file");

        assertThat(link).isSymbolicLink();
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void doesNotFollowLinksThatLeadOut() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(bucket.resolve("link"), outside);
        Files.createSymbolicLink(bucket.resolve("file"), outside.resolve("secret"));

        assertThat(keys("")).isEmpty();
        assertThat(store.folders("")).isEmpty();
        for (String key : List.of("link/secret", "file")) {
            assertThatThrownBy(() -> store.get(key))
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("once links are resolved");
        }
        assertThatThrownBy(() -> store.put("link/new/deep", stream("x"), 1)).isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> store.delete("link/secret")).isInstanceOf(GoletaException.class);
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void survivesLinksThatLeadInCircles() throws IOException {
        store.put("a/x", stream("x"), 1);
        Files.createSymbolicLink(bucket.resolve("a/up"), bucket);
        Files.createSymbolicLink(bucket.resolve("a/self"), Path.of("self"));
        Path b = Files.createDirectory(bucket.resolve("b"));
        Files.createSymbolicLink(b.resolve("to-a"), bucket.resolve("a"));
        Files.createSymbolicLink(bucket.resolve("a/to-b"), b);

        assertThat(keys("")).contains("a/x", "b/to-a/x").hasSizeLessThan(10);
    }

    private FilesystemObjectStore store(String prefix) {
        return new FilesystemObjectStore(new KeyPaths(root, "bucket", prefix), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path unfinished(String name) throws IOException {
        return Files.writeString(Files.createDirectories(bucket.resolve("x")).resolve(name), "half");
    }

    private List<String> keysAt(Instant now) {
        KeyPaths paths = new KeyPaths(root, "bucket", "");
        return keys(new FilesystemObjectStore(paths, Clock.fixed(now, ZoneOffset.UTC)), "");
    }

    private List<String> keys(String prefix) {
        return keys(store, prefix);
    }

    private static List<String> keys(FilesystemObjectStore store, String prefix) {
        try (Stream<ObjectInfo> objects = store.list(prefix)) {
            return objects.map(ObjectInfo::key).toList();
        }
    }

    private Path onlyUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(bucket.resolve("a"), "*.unfinished")) {
            return files.iterator().next();
        }
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }
}
