package io.goleta.plugins.s3;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.ObjectStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3ContractTest extends ObjectStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore createStore() {
        try {
            return new S3ObjectStoreFactory()
                    .create(
                            new PluginConfig(
                                    "location velero/default", server.settings(folder, server.bucket(), "some/prefix")),
                            TestContext.in(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The server keeps objects as files.
    @Override
    protected boolean objectAndFolderMayShareAName() {
        return false;
    }

    @Override
    protected int longestName() {
        return 255;
    }
}
