package io.goleta.server.repository;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.RepositoryKeys;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.spi.volume.WrongPasswordException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Repositories that are nothing but keys: each is an object whose content is the password that it opens with. */
final class KeyedRepositories implements DataMoverFactory {
    private final AtomicInteger made = new AtomicInteger();
    private int stepsLeft = Integer.MAX_VALUE;

    /** The process dies there. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lets so many steps happen, and then none. */
    void breakAfter(int steps) {
        stepsLeft = steps;
    }

    void breakNever() {
        stepsLeft = Integer.MAX_VALUE;
    }

    static String content(ObjectStore store, String key) {
        try (InputStream in = store.get(key).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "velero.io/restic";
    }

    @Override
    public DataMover create(Repository repository, PluginConfig config, PluginContext context) {
        return new Mover(repository);
    }

    /** Each step may be the last: dying after it is the next one's dying before it. */
    private void step() {
        if (stepsLeft-- <= 0) {
            throw new Broken();
        }
    }

    private final class Mover implements DataMover, RepositoryKeys {
        private final Repository repository;

        Mover(Repository repository) {
            this.repository = repository;
        }

        @Override
        public String currentKey() {
            step();
            String password = new String(repository.password().reveal(), StandardCharsets.UTF_8);
            try (Stream<ObjectInfo> keys = repository.store().list(repository.path() + "/keys/")) {
                return keys.map(ObjectInfo::key)
                        .filter(key -> content(repository.store(), key).equals(password))
                        .map(key -> key.substring(key.lastIndexOf('/') + 1))
                        .findFirst()
                        .orElseThrow(() -> new WrongPasswordException("wrong repository password"));
            }
        }

        @Override
        public void addKey(Secret password) {
            currentKey();
            String id = HexFormat.of().toHexDigits(made.incrementAndGet()).repeat(8);
            repository
                    .store()
                    .put(
                            repository.path() + "/keys/" + id,
                            new ByteArrayInputStream(password.reveal()),
                            password.reveal().length);
            step();
        }

        @Override
        public void removeKey(String id) {
            currentKey();
            repository.store().delete(repository.path() + "/keys/" + id);
            step();
        }

        @Override
        public void prepare() {}

        @Override
        public void connect() {
            currentKey();
        }

        @Override
        public Snapshot backUp(VolumeSource source, Consumer<Progress> progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restore(String snapshotId, Path target, Consumer<Progress> progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Snapshot> find(Map<String, String> tags) {
            return Optional.empty();
        }

        @Override
        public void forget(List<String> snapshotIds) {}

        @Override
        public void maintain() {}

        @Override
        public void check(int readDataPercent) {}

        @Override
        public void unlock() {}

        @Override
        public void close() {}
    }
}
