package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a repository costs that nobody uses: the requests to the object store of a prune and of a check, spread over the time
 * between two of them. The server asks nothing else in that time, which a test of its own shows.
 */
class IdleCostTest {
    private static final double HOURS_BETWEEN_PRUNES = 168;
    private static final double HOURS_BETWEEN_CHECKS = 720;

    @TempDir
    Path folder;

    @Test
    void pruneAndCheckTogetherCostLessThanTwoRequestsAnHour() throws IOException {
        Fixture fixture = new Fixture(folder).prepared();
        try (DataMover mover = fixture.mover()) {
            for (int i = 0; i < 7; i++) {
                Files.writeString(fixture.volume.resolve("file" + i), "content " + i);
                mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
            }
        }
        CountingStore counting = new CountingStore(fixture.store());
        int prune = counting.requestsOf(() -> upkeep(fixture, counting, true));
        int check = counting.requestsOf(() -> upkeep(fixture, counting, false));

        double perHour = prune / HOURS_BETWEEN_PRUNES + check / HOURS_BETWEEN_CHECKS;
        System.getLogger("idle")
                .log(System.Logger.Level.INFO, "prune {0}, check {1}, an hour {2}", prune, check, perHour);
        assertThat(prune).isPositive();
        assertThat(check).isPositive();
        assertThat(perHour).isLessThan(2);
    }

    private static void upkeep(Fixture fixture, ObjectStore store, boolean prune) {
        try (DataMover mover = fixture.mover(store)) {
            mover.unlock();
            if (prune) {
                mover.maintain();
            } else {
                mover.check(0);
            }
        }
    }

    /** Counts whatever would be a request to a bucket. */
    private static final class CountingStore implements ObjectStore {
        private final ObjectStore store;
        private final AtomicInteger requests = new AtomicInteger();

        CountingStore(ObjectStore store) {
            this.store = store;
        }

        int requestsOf(Runnable work) {
            requests.set(0);
            work.run();
            return requests.get();
        }

        @Override
        public void check() {
            requests.incrementAndGet();
            store.check();
        }

        @Override
        public void put(String key, InputStream content, long length) {
            requests.incrementAndGet();
            store.put(key, content, length);
        }

        @Override
        public Optional<ObjectInfo> head(String key) {
            requests.incrementAndGet();
            return store.head(key);
        }

        @Override
        public Optional<InputStream> get(String key) {
            requests.incrementAndGet();
            return store.get(key);
        }

        @Override
        public Optional<InputStream> get(String key, long offset, long length) {
            requests.incrementAndGet();
            return store.get(key, offset, length);
        }

        @Override
        public Stream<ObjectInfo> list(String prefix) {
            requests.incrementAndGet();
            return store.list(prefix);
        }

        @Override
        public Stream<String> folders(String prefix) {
            requests.incrementAndGet();
            return store.folders(prefix);
        }

        @Override
        public void delete(String key) {
            requests.incrementAndGet();
            store.delete(key);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
