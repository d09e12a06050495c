package io.goleta.plugins.gcp;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage location of a test, as somebody would write it. */
final class Location {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Path folder;
    private final Map<String, String> config = new HashMap<>();

    Location(Path folder, URI store, String bucket, String credentials) {
        this.folder = folder;
        config.put("bucket", bucket);
        config.put("storeEndpoint", store.toString());
        with("credentialsFile", file(credentials).toString());
    }

    /** In a new bucket. */
    static Location in(GcsServer server, Path folder) {
        return in(server, folder, server.url());
    }

    /** In a new bucket, with something in front of the server. */
    static Location in(GcsServer server, Path folder, URI reachedAt) {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        server.createBucket(bucket);
        return new Location(folder, reachedAt, bucket, server.credentials(server.url()));
    }

    Location with(String key, String value) {
        config.put(key, value);
        return this;
    }

    Location without(String key) {
        config.remove(key);
        return this;
    }

    String bucket() {
        return config.getOrDefault("bucket", "");
    }

    Path file(String credentials) {
        try {
            return Files.writeString(
                    folder.resolve("cloud-" + Integer.toHexString(credentials.hashCode())), credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginConfig config() {
        return new PluginConfig("location velero/default", config);
    }

    GcpSettings settings() {
        return GcpSettings.of(config(), TestContext.in(folder));
    }

    ObjectStore open() {
        return new GcpObjectStoreFactory().create(config(), TestContext.in(folder));
    }

    ObjectStore open(Timeouts timeouts, RetryPauses pauses) {
        return new GcpObjectStore(settings(), new GcpConnection(settings(), timeouts, pauses));
    }
}
