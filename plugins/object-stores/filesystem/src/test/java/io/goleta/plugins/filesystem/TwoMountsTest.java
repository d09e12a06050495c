package io.goleta.plugins.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines that use one bucket. It finds the most on a share whose clients remember what they saw: two mounts of one empty NFS
 * export, by clients that do not know of each other, named by {@code -Dgoleta.test.mounts=/mnt/a:/mnt/b}. Without that, both use
 * one local folder.
 */
class TwoMountsTest {
    private final String bucket = "bucket-" + UUID.randomUUID();

    private final Path mountHere;
    private final FilesystemObjectStore here;
    private final FilesystemObjectStore there;

    TwoMountsTest(@TempDir Path local) {
        String[] mounts =
                System.getProperty("goleta.test.mounts", local + ":" + local).split(":");
        mountHere = Path.of(mounts[0]);
        here = store(mountHere);
        there = store(Path.of(mounts[1]));
    }

    private FilesystemObjectStore store(Path mount) {
        return new FilesystemObjectStore(new KeyPaths(mount, bucket, ""), Clock.systemUTC());
    }

    @BeforeEach
    void createBucket() throws IOException {
        Files.createDirectory(mountHere.resolve(bucket));
    }

    @AfterEach
    void deleteEverything() throws IOException {
        keys(here, "").forEach(here::delete);
        Files.delete(mountHere.resolve(bucket));
    }

    @Test
    void seesAtOnceWhatTheOtherStored() {
        assertThat(text(there, "deep/down/a")).isNull();
        put(here, "deep/down/a", "first");
        assertThat(text(there, "deep/down/a")).isEqualTo("first");

        assertThat(there.head("deep/down/b")).isEmpty();
        put(here, "deep/down/b", "second");
        assertThat(there.head("deep/down/b").map(ObjectInfo::size)).contains(6L);
    }

    @Test
    void listsAtOnceWhatTheOtherStored() {
        assertThat(keys(there, "deep/down/")).isEmpty();
        assertThat(folders(there, "shallow/")).isEmpty();
        put(here, "deep/down/a", "x");
        put(here, "shallow/folder/a", "x");
        assertThat(keys(there, "deep/down/")).containsExactly("deep/down/a");
        assertThat(folders(there, "shallow/")).containsExactly("shallow/folder/");

        put(here, "deep/down/b", "x");
        assertThat(keys(there, "deep/down/")).containsExactly("deep/down/a", "deep/down/b");
    }

    @Test
    void seesAtOnceWhatTheOtherReplaced() {
        put(here, "folder/a", "short");
        assertThat(there.head("folder/a").map(ObjectInfo::size)).contains(5L);

        put(here, "folder/a", "much longer");

        assertThat(there.head("folder/a").map(ObjectInfo::size)).contains(11L);
        assertThat(text(there, "folder/a")).isEqualTo("much longer");
    }

    @Test
    void seesAtOnceThatTheOtherDeleted() {
        put(here, "folder/a", "x");
        put(here, "folder/b", "x");
        assertThat(there.head("folder/a")).isPresent();

        here.delete("folder/a");
        assertThat(there.head("folder/a")).isEmpty();
        assertThat(keys(there, "")).containsExactly("folder/b");

        here.delete("folder/b");
        assertThat(there.head("folder/b")).isEmpty();
        assertThat(folders(there, "")).isEmpty();
    }

    @Test
    void deletesWhatTheOtherStored() {
        assertThat(there.head("folder/a")).isEmpty();
        put(here, "folder/a", "x");

        there.delete("folder/a");

        assertThat(here.head("folder/a")).isEmpty();
    }

    @Test
    void storesIntoAFolderThatTheOtherDeleted() {
        put(here, "deep/down/a", "x");
        assertThat(text(there, "deep/down/a")).isEqualTo("x");
        here.delete("deep/down/a");

        put(there, "deep/down/b", "y");
        assertThat(text(here, "deep/down/b")).isEqualTo("y");
        there.delete("deep/down/b");
        put(here, "deep/down/a", "z");

        assertThat(text(there, "deep/down/a")).isEqualTo("z");
        assertThat(keys(there, "")).containsExactly("deep/down/a");
    }

    private static void put(FilesystemObjectStore store, String key, String content) {
        store.put(key, new ByteArrayInputStream(content.getBytes(UTF_8)), content.length());
    }

    private static @Nullable String text(FilesystemObjectStore store, String key) {
        return store.get(key)
                .map(found -> {
                    try (found) {
                        return new String(found.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(null);
    }

    private static List<String> keys(FilesystemObjectStore store, String prefix) {
        try (Stream<ObjectInfo> objects = store.list(prefix)) {
            return objects.map(ObjectInfo::key).toList();
        }
    }

    private static List<String> folders(FilesystemObjectStore store, String prefix) {
        try (Stream<String> folders = store.folders(prefix)) {
            return folders.toList();
        }
    }
}
