package io.goleta.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.FakeCluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.restore.RestoreReport;
import io.goleta.core.restore.RestoreRequest;
import io.goleta.core.restore.RestoreRun;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ForwardingStore;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects as large as the API server accepts, and more of them than fit into memory: Helm's releases are such Secrets. */
class LargeObjectsTest {
    private static final int SECRETS = 150;
    private static final int BYTES_OF_EACH = 900_000;
    private static final String HEAP = "-Xmx96m";

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void moreLargeObjectsThanFitIntoMemoryAreBackedUpAndRestored() throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(() -> read(output)).isZero();
        assertThat(Files.readString(folder.resolve("restored"))).isEqualTo(SECRETS + " 0");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A process with a heap that is smaller than what it backs up. */
    static final class SmallProcess {
        private SmallProcess() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            Cluster cluster = withSecrets(Clusters.typical());
            BackupFixture backups = new BackupFixture(folder, cluster);
            backups.store = withArchiveOnDisk(folder);
            backups.run(Map.of("includedNamespaces", List.of("shop")));
            RestoreReport report = restore(folder, cluster, backups);
            Files.writeString(folder.resolve("restored"), report.items() + " " + report.errors());
        }

        private static RestoreReport restore(Path folder, Cluster cluster, BackupFixture backups) throws IOException {
            Map<String, Object> spec = Map.of(
                    "backupName",
                    "daily",
                    "includedResources",
                    List.of("secrets"),
                    "namespaceMapping",
                    Map.of("shop", "copy"));
            KubernetesObject restore = KubernetesObject.of(Map.of(
                    "apiVersion",
                    "velero.io/v1",
                    "kind",
                    "Restore",
                    "metadata",
                    Map.of("name", "again", "namespace", "velero", "uid", "uid-again"),
                    "spec",
                    spec));
            Clock clock = Clock.systemUTC();
            return new RestoreRun(
                            cluster,
                            List.of(),
                            Set.of(),
                            new PluginSettings(cluster, "velero"),
                            new HostPluginContext(clock, folder.resolve("plugins"), cluster, "velero", Map.of()),
                            clock,
                            (total, done) -> {})
                    .execute(new RestoreRequest(
                            restore,
                            Json.convert(spec, Restore.Spec.class),
                            "default",
                            backups.catalog(),
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(1),
                            Files.createDirectory(folder.resolve("restore"))));
        }

        /** Makes the Secrets of namespace shop when they are listed, and forgets those that are created. */
        private static Cluster withSecrets(FakeCluster cluster) {
            return (Cluster) Proxy.newProxyInstance(
                    Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                        boolean isOfSecrets = arguments != null
                                && arguments[0] instanceof ApiResource resource
                                && resource.kind().equals("Secret");
                        if (isOfSecrets && method.getName().equals("list")) {
                            list((ListOptions) arguments[1], arguments[2]);
                            return proxy; // of no account, as the method returns nothing
                        }
                        if (isOfSecrets && method.getName().equals("create")) {
                            return arguments[1];
                        }
                        try {
                            return method.invoke(cluster, arguments);
                        } catch (InvocationTargetException e) {
                            throw Objects.requireNonNullElse(e.getCause(), e);
                        }
                    });
        }

        @SuppressWarnings("unchecked")
        private static void list(ListOptions options, Object consumer) {
            if (!"shop".equals(options.namespace())) {
                return;
            }
            for (int i = 0; i < SECRETS; i++) {
                byte[] bits = new byte[BYTES_OF_EACH / 2];
                new Random(i).nextBytes(bits);
                StringBuilder release = new StringBuilder(BYTES_OF_EACH);
                for (byte some : bits) {
                    release.append((char) ('a' + (some & 15))).append((char) ('a' + (some >> 4 & 15)));
                }
                ((Consumer<KubernetesObject>) consumer)
                        .accept(Clusters.namespaced("v1", "Secret", "shop", "release-" + i)
                                .with(Map.of("release", release.toString()), "data"));
            }
        }

        private static ObjectStore withArchiveOnDisk(Path folder) {
            return new ForwardingStore(new InMemoryObjectStore()) {
                @Override
                public void put(String key, InputStream content, long length) {
                    if (!key.endsWith(".tar.gz")) {
                        super.put(key, content, length);
                        return;
                    }
                    try {
                        Files.copy(content, folder.resolve("archive"), StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public Optional<InputStream> get(String key) {
                    try {
                        return key.endsWith(".tar.gz")
                                ? Optional.of(Files.newInputStream(folder.resolve("archive")))
                                : super.get(key);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }
}
