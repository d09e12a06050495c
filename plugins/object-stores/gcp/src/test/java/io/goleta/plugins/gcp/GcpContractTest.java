package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ObjectStoreContract;
import io.goleta.testkit.store.PatternStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcpContractTest extends ObjectStoreContract {
    @TempDir
    static Path folder;

    private static GcsServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = GcsServer.start();
        // So that no test counts the memory in which the SDK loads its classes.
        try (ObjectStore store = Location.in(server, folder).open()) {
            store.put("large", new PatternStream(GcpUpload.CHUNK + 1), -1);
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
        return Location.in(server, folder).with("prefix", "some/prefix").open();
    }

    // Google counts the prefix as well.
    @Test
    @Override
    public void storesTheLongestKey() {
        String longest = "k".repeat(1024);
        try (ObjectStore store = Location.in(server, folder).open()) {
            store.put(longest, new PatternStream(3), 3);

            assertThat(store.head(longest)).isPresent();
            assertThat(store.list("").map(ObjectInfo::key)).containsExactly(longest);
        }
        assertThatThrownBy(() -> put(longest, "x"))
                .hasMessageContaining("with the location's prefix it has more than 1024 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nfeed", "carriage\rreturn"})
    void refusesWhatGoogleWouldRefuse(String key) {
        assertThatThrownBy(() -> put(key, "x"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("must not contain line breaks");
    }
}
