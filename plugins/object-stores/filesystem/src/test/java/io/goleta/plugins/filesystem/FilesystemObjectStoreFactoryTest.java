package io.goleta.plugins.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemObjectStoreFactoryTest {
    private final FilesystemObjectStoreFactory factory = new FilesystemObjectStoreFactory();

    @TempDir
    Path root;

    @Test
    void isVelerosProvider() {
        assertThat(factory.name()).isEqualTo("velero.io/filesystem");
    }

    @Test
    void bindsAStoreToBucketAndPrefix() throws Exception {
        Files.createDirectory(root.resolve("b"));

        try (ObjectStore store = create(Map.of("root", root + "/", "bucket", "b", "prefix", "p/q", "caCert", "pem"))) {
            store.put("k", new ByteArrayInputStream("x".getBytes(UTF_8)), 1);
        }

        assertThat(root.resolve("b/p/q/k")).hasContent("x");
    }

    @Test
    void doesNotTouchTheDiskBeforeItIsUsed() {
        create(Map.of("root", "/no/such/folder", "bucket", "b")).close();
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> create(Map.of("root", "relative", "bucket", "a/b", "prefix", "../x", "colour", "red")))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("root is \"relative\" but must be an absolute path")
                .hasMessageContaining("bucket is \"a/b\"")
                .hasMessageContaining("prefix is \"../x\"")
                .hasMessageContaining("unknown key colour");
    }

    @Test
    void asksForWhatIsMissing() {
        assertThatThrownBy(() -> create(Map.of("prefix", "")))
                .hasMessageContaining("root is required")
                .hasMessageContaining("bucket is required");
    }

    @Test
    void refusesABucketThatIsNotBelowTheRoot() {
        for (String bucket : new String[] {"..", ".", "lost+found"}) {
            assertThatThrownBy(() -> create(Map.of("root", "/r", "bucket", bucket)))
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("bucket is");
        }
    }

    private ObjectStore create(Map<String, String> config) {
        return factory.create(new PluginConfig("location velero/default", config), new NoContext());
    }

    private static final class NoContext implements PluginContext {
        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Path workDirectory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterReader cluster() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String namespace() {
            return "velero";
        }

        @Override
        public @Nullable String environment(String name) {
            return null;
        }
    }
}
