package io.goleta.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket in memory that fulfils the whole {@link ObjectStore} contract. Thread-safe. Its listings are weakly consistent: they may
 * show some of the writes that happen meanwhile.
 */
public final class InMemoryObjectStore implements ObjectStore, BulkDelete {
    private static final Comparator<String> UTF_8_ORDER =
            (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>(UTF_8_ORDER);
    private final Clock clock;
    private volatile boolean closed;
    private volatile boolean readOnly;

    /** An empty bucket that uses the system's clock. */
    public InMemoryObjectStore() {
        this(Clock.systemUTC());
    }

    /** An empty bucket. */
    public InMemoryObjectStore(Clock clock) {
        this.clock = clock;
    }

    /** From now on nothing can be written or deleted, as with read-only credentials. */
    public void makeReadOnly() {
        readOnly = true;
    }

    @Override
    public void check() {
        requireOpen();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        requireWritable(key);
        ObjectStore.requireKey(key);
        byte[] bytes = read(key, content);
        if (length >= 0 && bytes.length != length) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "Could not store " + key + ": expected " + length + " bytes but got " + bytes.length);
        }
        objects.put(key, new Stored(bytes, clock.instant()));
    }

    @Override
    public Optional<InputStream> get(String key) {
        return stored(key).map(stored -> new ByteArrayInputStream(stored.bytes()));
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range from " + offset + " of " + length + " bytes");
        }
        return stored(key).map(stored -> {
            int start = (int) Math.min(offset, stored.bytes().length);
            return new ByteArrayInputStream(
                    stored.bytes(), start, (int) Math.min(length, stored.bytes().length - start));
        });
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return stored(key).map(stored -> stored.info(key));
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        requireOpen();
        return objects.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> entry.getValue().info(entry.getKey()));
    }

    @Override
    public Stream<String> folders(String prefix) {
        requireOpen();
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not end with /");
        }
        return Stream.iterate(
                nextFolder(prefix, prefix), folder -> folder != null, folder -> nextFolder(prefix, folder));
    }

    @Override
    public void delete(String key) {
        requireWritable(key);
        objects.remove(ObjectStore.requireKey(key));
    }

    @Override
    public void delete(List<String> keys) {
        keys.forEach(this::delete);
    }

    @Override
    public void close() {
        closed = true;
    }

    private @Nullable String nextFolder(String prefix, String previous) {
        // '0' follows '/', so this is the first key behind everything in the previous folder.
        boolean first = previous.equals(prefix);
        String from = first ? prefix : previous.substring(0, previous.length() - 1) + '0';
        for (String key : objects.tailMap(from, true).keySet()) {
            if (!key.startsWith(prefix)) {
                return null;
            }
            int slash = key.indexOf('/', prefix.length());
            if (slash >= 0) {
                return key.substring(0, slash + 1);
            }
        }
        return null;
    }

    private Optional<Stored> stored(String key) {
        requireOpen();
        return Optional.ofNullable(objects.get(ObjectStore.requireKey(key)));
    }

    private void requireWritable(String key) {
        requireOpen();
        if (readOnly) {
            throw new GoletaException(Fault.USER, "Could not write " + key + ": the credentials are read-only");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private static byte[] read(String key, InputStream content) {
        try {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
        }
    }

    private record Stored(byte[] bytes, Instant lastModified) {
        private ObjectInfo info(String key) {
            return new ObjectInfo(key, bytes.length, lastModified);
        }
    }
}
