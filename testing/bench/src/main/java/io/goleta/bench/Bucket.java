package io.goleta.bench;

import io.goleta.plugins.filesystem.FilesystemObjectStoreFactory;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import java.nio.file.Path;
import java.util.Map;

/** A bucket on the local disk, through the filesystem plugin as users have it. */
record Bucket(Path root, BenchContext context) {

    static Bucket fresh(Path folder, BenchContext context) {
        SampleTrees.fresh(folder.resolve("bucket"));
        return new Bucket(folder, context);
    }

    ObjectStore store() {
        PluginConfig config = new PluginConfig("bench", Map.of("root", root.toString(), "bucket", "bucket"));
        return new FilesystemObjectStoreFactory().create(config, context);
    }

    Path path(String key) {
        return root.resolve("bucket").resolve(key);
    }
}
