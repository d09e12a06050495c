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

/** Opens the store of each test, and holds what differs between stores. */
abstract class StoreUnderTest implements StoreAccess {
    private ObjectStore store = new InMemoryObjectStore();

    /** A store over an empty bucket, or over an empty prefix of one. Called before each test, which closes it afterwards. */
    protected abstract ObjectStore createStore();

    @Override
    public boolean objectAndFolderMayShareAName() {
        return true;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public int longestName() {
        return 1024;
    }

    @Override
    public int manyObjects() {
        return 2_100;
    }

    @Override
    public long largeObject() {
        return 96L << 20;
    }

    @Override
    public final ObjectStore store() {
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

    @Override
    public final void put(String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        store.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public final Optional<String> text(String key) {
        return store.get(key).map(StoreUnderTest::read);
    }

    @Override
    public final List<String> keys(String prefix) {
        return list(prefix).stream().map(ObjectInfo::key).toList();
    }

    @Override
    public final List<String> folders(String prefix) {
        try (Stream<String> folders = store.folders(prefix)) {
            return folders.toList();
        }
    }

    @Override
    public final List<ObjectInfo> list(String prefix) {
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
