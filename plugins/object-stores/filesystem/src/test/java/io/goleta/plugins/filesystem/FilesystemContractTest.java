package io.goleta.plugins.filesystem;

import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ObjectStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FilesystemContractTest extends ObjectStoreContract {
    @TempDir
    Path root;

    @Override
    protected ObjectStore createStore() {
        try {
            Files.createDirectory(root.resolve("bucket"));
            return new FilesystemObjectStore(new KeyPaths(root, "bucket", "some/prefix"), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean objectAndFolderMayShareAName() {
        return false;
    }

    @Override
    public int longestName() {
        return 255;
    }
}
