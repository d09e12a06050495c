package io.goleta.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store that the contract is about, what is special with it, and how tests use it. */
abstract class StoreUnderTest {
    private ObjectStore store = new InMemoryObjectStore();

    /** A store over an empty bucket, or over an empty prefix of one. Called before each test, which closes it afterwards. */
    protected abstract ObjectStore createStore();

    /** Whether {@code a} and {@code a/b} can both be objects. */
    protected boolean objectAndFolderMayShareAName() {
        return true;
    }

    /** Whether content passes through without being held in memory as a whole. */
    protected boolean streams() {
        return true;
    }

    /** How many bytes the name between two slashes may have. */
    protected int longestName() {
        return 1024;
    }

    /** A number of objects that takes the store more than two pages to list. */
    protected int manyObjects() {
        return 2_100;
    }

    /** The size of an object that nobody would hold in memory, in bytes. */
    protected long largeObject() {
        return 96L << 20;
    }

    /** The store of the running test. */
    protected final ObjectStore store() {
        return store;
    }

    @BeforeEach
    final void open() {
        store = createStore();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    /** Stores a text. */
    protected final void put(String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        store.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** The text under a key. */
    protected final Optional<String> text(String key) {
        return store.get(key).map(StoreUnderTest::read);
    }

    /** The keys that start with a prefix, as listed. */
    protected final List<String> keys(String prefix) {
        return list(prefix).stream().map(ObjectInfo::key).toList();
    }

    /** What lies directly in a folder, as listed. */
    protected final List<String> folders(String prefix) {
        try (Stream<String> folders = store.folders(prefix)) {
            return folders.toList();
        }
    }

    final List<ObjectInfo> list(String prefix) {
        try (Stream<ObjectInfo> objects = store.list(prefix)) {
            return objects.toList();
        }
    }

    static String read(InputStream opened) {
        try (InputStream in = opened) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void inParallel(List<? extends Runnable> work) {
        List<Future<?>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            work.forEach(task -> futures.add(threads.submit(task)));
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
