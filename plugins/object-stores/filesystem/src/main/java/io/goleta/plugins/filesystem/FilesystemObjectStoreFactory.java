package io.goleta.plugins.filesystem;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.pf4j.Extension;

/**
 * Provider {@code velero.io/filesystem}. Its one setting is {@code root}: the absolute path of the directory that holds the
 * buckets, a bucket being a folder in it. The path must mean the same files for the server and for every node agent, as a mounted
 * share does.
 */
@Extension
public final class FilesystemObjectStoreFactory implements ObjectStoreFactory {
    private static final Path NONE = Path.of("/");

    @Override
    public String name() {
        return "velero.io/filesystem";
    }

    @Override
    public ObjectStore create(PluginConfig config, PluginContext context) {
        Path root = config.value(
                "root",
                NONE,
                "an absolute path, of the directory that holds the buckets",
                FilesystemObjectStoreFactory::absolute);
        config.requiredString("root");
        config.requiredString("bucket");
        String bucket = config.value(
                "bucket", "", "the name of a folder in root, without a /", FilesystemObjectStoreFactory::folder);
        String prefix = config.value(
                "prefix", "", "folders separated by /, without . and ..", FilesystemObjectStoreFactory::prefix);
        // Passed to every provider; not needed for files.
        config.string("caCert", "");
        config.string("credentialsFile", "");
        config.verify();
        return new FilesystemObjectStore(new KeyPaths(root, bucket, prefix), context.clock());
    }

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new InvalidPathException(text, "not absolute");
        }
        return path.normalize();
    }

    private static String folder(String text) {
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException(text);
        }
        return prefix(text);
    }

    private static String prefix(String text) {
        if (!KeyPaths.isValid(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
