package io.goleta.plugins.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.ObjectStoreContract;
import io.goleta.testkit.store.PatternStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ContractTest extends ObjectStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static String algorithm = "CRC32";

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.start(folder);
        // So that no test counts the memory in which the SDK loads its classes.
        try (ObjectStore store = open("")) {
            store.put("large", new PatternStream(PartSizes.SMALLEST + 1), -1);
            try (InputStream in = store.get("large").orElseThrow()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore createStore() {
        try {
            return open("some/prefix");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectStore open(String prefix) throws IOException {
        Map<String, String> settings = server.settings(folder, server.bucket(), prefix);
        settings.put("checksumAlgorithm", algorithm);
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    // Between two writers the server may answer with the checksum of the one and the content of the other.
    @Test
    @Override
    public void showsOneOfManyWritersWhole() {
        algorithm = "";
        try (ObjectStore unchecked = createStore()) {
            IntStream.range(0, 64).parallel().forEach(i -> {
                String content = String.valueOf((char) ('a' + i % 26)).repeat(10_000 + i);
                unchecked.put("same", new ByteArrayInputStream(content.getBytes(UTF_8)), content.length());
                assertThat(text(unchecked).chars().distinct().count()).isEqualTo(1);
            });
        } finally {
            algorithm = "CRC32";
        }
    }

    private static String text(ObjectStore store) {
        try (InputStream in = store.get("same").orElseThrow()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The server keeps objects as files.
    @Override
    public boolean objectAndFolderMayShareAName() {
        return false;
    }

    @Override
    public int longestName() {
        return 255;
    }

    // The server sorts as Java does, not as S3 does, so characters above U+FFFF are left out.
    @Test
    @Override
    public void listsInTheOrderOfBytes() {
        List<String> sorted = List.of("A", "B/z", "a b", "a!", "a-/x", "a.x", "a/x", "a0", "aä", "z", "é", "\uFF5E");
        sorted.reversed().forEach(key -> put(key, ""));

        assertThat(keys("")).isEqualTo(sorted);
    }

    // The server cannot look below an object.
    @Test
    @Override
    public void deletesWhatIsNotThere() {
        put("a/b", "x");

        store().delete("nothing");
        store().delete("a");
        store().delete("a/c/d");

        assertThat(keys("")).containsExactly("a/b");
    }
}
