package io.goleta.plugins.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Azurite with containers. */
final class AzureServer implements AutoCloseable {
    static final String KEY_VARIABLE = "BACKUP_ACCOUNT_KEY";

    private static final AtomicInteger CONTAINERS = new AtomicInteger();

    private final Azurite azurite;

    private AzureServer(Azurite azurite) {
        this.azurite = azurite;
    }

    static AzureServer start(Path folder) {
        return new AzureServer(Azurite.start(Objects.requireNonNull(System.getenv(WithAzurite.PROGRAM)), folder));
    }

    URI url() {
        return azurite.url();
    }

    /** A new container. */
    BlobContainerClient container() {
        BlobContainerClient container = client("container-" + CONTAINERS.incrementAndGet());
        container.create();
        return container;
    }

    /** Anybody's client for a container. */
    BlobContainerClient client(String name) {
        return new BlobContainerClientBuilder()
                .endpoint(url().toString())
                .containerName(name)
                .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    /** What a storage location would say. */
    Map<String, String> settings(Path work, String container, String prefix) {
        return settings(url(), container, prefix, credentials(work, KEY_VARIABLE + "=" + Azurite.KEY));
    }

    static Map<String, String> settings(URI account, String container, String prefix, Path credentials) {
        return new HashMap<>(Map.of(
                "bucket",
                container,
                "prefix",
                prefix,
                "storageAccount",
                Azurite.ACCOUNT,
                "storageAccountURI",
                account.toString(),
                "storageAccountKeyEnvVar",
                KEY_VARIABLE,
                "credentialsFile",
                credentials.toString()));
    }

    static Path credentials(Path work, String lines) {
        try {
            return Files.writeString(work.resolve("cloud-" + Integer.toHexString(lines.hashCode())), lines + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        azurite.close();
    }
}
