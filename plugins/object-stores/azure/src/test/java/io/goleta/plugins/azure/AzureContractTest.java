package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.ObjectStoreContract;
import io.goleta.testkit.store.PatternStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithAzurite
class AzureContractTest extends ObjectStoreContract {
    @TempDir
    static Path folder;

    private static AzureServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = AzureServer.start(folder);
        // So that no test counts the memory in which the SDK loads its classes.
        try (ObjectStore store = open("")) {
            store.put("large", new PatternStream(BlockSizes.DEFAULT + 1), -1);
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
        return open("some/prefix");
    }

    private static ObjectStore open(String prefix) {
        return new AzureObjectStoreFactory()
                .create(
                        new PluginConfig(
                                "location velero/default",
                                server.settings(folder, server.container().getBlobContainerName(), prefix)),
                        TestContext.in(folder));
    }

    // Azurite sorts as Java does, so characters above U+FFFF are left out.
    @Test
    @Override
    public void listsInTheOrderOfBytes() {
        List<String> sorted = List.of("A", "B/z", "a b", "a!", "a-/x", "a.x", "a/x", "a0", "aä", "z", "é", "\uFF5E");
        sorted.reversed().forEach(key -> put(key, ""));

        assertThat(keys("")).isEqualTo(sorted);
    }

    // Azure accepts no backslash, and Azurite cannot list control characters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blank/and two  blanks",
                " leading and trailing ",
                "plus+plus",
                "percent%20encoded/%2F/%",
                "question?mark&amp=1",
                "hash#tag",
                "quote'\"quote",
                "semi;colon:colon,comma",
                "star*[brackets]{braces}|pipe<angle>",
                "tilde~/caret^/dollar$/at@/exclamation!",
                ".hidden/..double/...triple",
                "trailing./dot.",
                "umlaut-ä/日本語/emoji-\uD83D\uDE00",
                "a\u0308-decomposed",
                "UPPER/upper/Upper",
            })
    @Override
    public void storesOddKeys(String key) {
        super.storesOddKeys(key);
    }

    @Test
    void refusesWhatAzureWouldRename() {
        assertThatThrownBy(() -> put("back\\slash", "x"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("must not contain a backslash");
    }
}
