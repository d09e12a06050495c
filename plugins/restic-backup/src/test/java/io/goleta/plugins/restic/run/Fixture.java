package io.goleta.plugins.restic.run;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bucket in a folder, a volume, and real restic between them. */
final class Fixture {
    static final String PATH = "restic/shop";
    static final String PASSWORD = "static-passw0rd";

    private static @Nullable Path template;

    final Path bucket;
    final Path volume;
    final Path target;
    final Path work;
    final Path cache;
    final Map<String, String> environment = new HashMap<>(System.getenv());
    final Map<String, KubernetesObject> pods = new HashMap<>();
    Clock clock = Clock.systemUTC();

    Fixture(Path folder) throws IOException {
        bucket = Files.createDirectories(folder.resolve("bucket"));
        volume = Files.createDirectories(folder.resolve("volume"));
        target = Files.createDirectories(folder.resolve("target"));
        work = Files.createDirectories(folder.resolve("work"));
        cache = folder.resolve("cache");
        String binary = System.getProperty("restic.binary", "");
        if (!binary.isEmpty()) {
            environment.put("RESTIC_BINARY", binary);
        }
    }

    ObjectStore store() {
        return new DirectoryStore(bucket);
    }

    Path repository() {
        return bucket.resolve(PATH);
    }

    /** With an empty repository in the bucket; made once, because restic takes a second to find out how slow a key must be. */
    Fixture prepared() throws IOException {
        synchronized (Fixture.class) {
            if (template == null) {
                Path made = Files.createTempDirectory("goleta-restic-template");
                Fixture maker = new Fixture(made);
                try (DataMover mover = maker.mover()) {
                    mover.prepare();
                }
                template = maker.bucket;
            }
            copy(template, bucket);
        }
        return this;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    DataMover mover() {
        return mover(store());
    }

    DataMover mover(ObjectStore store) {
        return mover(store, PASSWORD);
    }

    DataMover mover(ObjectStore store, String password) {
        return mover(store, password, Map.of("lockWait", "1s"));
    }

    DataMover mover(ObjectStore store, String password, Map<String, String> settings) {
        return new ResticDataMoverFactory()
                .create(repository(store, password), new PluginConfig("ConfigMap test", settings), context());
    }

    Repository asRepository() {
        return repository(store(), PASSWORD);
    }

    private Repository repository(ObjectStore store, String password) {
        return new Repository(store, PATH, Secret.of(password.getBytes(StandardCharsets.UTF_8)), cache);
    }

    ResticBinary binary() {
        return ResticBinary.find(context(), new ProcessRunner());
    }

    PluginContext context() {
        return new PluginContext() {
            @Override
            public Clock clock() {
                return clock;
            }

            @Override
            public Path workDirectory() {
                return work;
            }

            @Override
            public ClusterReader cluster() {
                return new Pods();
            }

            @Override
            public String namespace() {
                return "velero";
            }

            @Override
            public @Nullable String environment(String name) {
                return environment.get(name);
            }
        };
    }

    /** Plain restic on the folder, without Goleta. */
    PlainRestic plain() {
        return new PlainRestic(binary().path(), repository(), work);
    }

    private final class Pods implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return Optional.ofNullable(pods.get(id.name()));
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            return List.copyOf(pods.values());
        }
    }
}
