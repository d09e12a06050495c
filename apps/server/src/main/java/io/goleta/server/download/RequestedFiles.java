package io.goleta.server.download;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.Restore;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a DownloadRequest to the file it asks for. Thread-safe. */
public final class RequestedFiles {
    /** How long a request is good for. */
    public static final Duration VALIDITY = Duration.ofMinutes(10);

    private final KubernetesClient client;
    private final String namespace;
    private final StorageLocations locations;

    public RequestedFiles(KubernetesClient client, String namespace, StorageLocations locations) {
        this.client = client;
        this.namespace = namespace;
        this.locations = locations;
    }

    /** One file in the store of a location. */
    public record File(DownloadRequest.Kind kind, String name, ObjectStore store) {

        /** A URL of the store's own; empty when the store cannot sign any. */
        public Optional<URI> signedUrl() {
            return store instanceof SignedUrls signing
                    ? Optional.of(signing.signedGet(new BackupCatalog(store).key(kind, name), VALIDITY))
                    : Optional.empty();
        }

        /** Its content; empty when the store does not have it. */
        Optional<InputStream> open() {
            return new BackupCatalog(store).open(kind, name);
        }
    }

    /** Until when a request is good. */
    public static Instant end(DownloadRequest request) {
        DownloadRequest.Status status = request.getStatus();
        return status != null && status.expiration() != null
                ? status.expiration()
                : Instant.parse(request.getMetadata().getCreationTimestamp()).plus(VALIDITY);
    }

    /** What a request asks for; empty when there is no such backup or restore, or its location is gone. */
    public Optional<File> find(DownloadRequest request) {
        DownloadRequest.Target target =
                request.getSpec() == null ? null : request.getSpec().target();
        if (target == null || target.kind() == null || target.name() == null) {
            return Optional.empty();
        }
        DownloadRequest.Kind kind = target.kind();
        String name = target.name();
        return location(kind, name).map(location -> new File(kind, name, locations.store(location)));
    }

    Optional<DownloadRequest> request(String name) {
        return find(DownloadRequest.class, name);
    }

    private Optional<BackupStorageLocation> location(DownloadRequest.Kind kind, String name) {
        return kind.ofRestore()
                ? find(Restore.class, name)
                        .flatMap(restore -> locationOf(restore.getSpec().backupName()))
                : locationOf(name);
    }

    private Optional<BackupStorageLocation> locationOf(@Nullable String backup) {
        return find(Backup.class, Objects.requireNonNullElse(backup, ""))
                .flatMap(found -> locations.find(
                        Objects.requireNonNullElse(found.getSpec().storageLocation(), "")));
    }

    private <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(client.resources(type)
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }
}
