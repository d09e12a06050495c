package io.goleta.server.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DownloadKind;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.DownloadRequestStatus;
import io.goleta.core.api.DownloadTarget;
import io.goleta.core.api.Restore;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.server.http.Downloads;
import io.goleta.server.loop.Outcome;
import io.goleta.server.loop.Reconciler;
import io.goleta.server.storage.StorageLocations;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request for a file of a backup or restore with a URL that is good for ten minutes: the object store's own if it
 * can sign one, else one of ours. A request that is older than that is deleted, answered or not.
 */
public final class DownloadRequestReconciler implements Reconciler<DownloadRequest> {
    private static final Duration VALIDITY = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String PROCESSED = "Processed";

    private final KubernetesClient client;
    private final String namespace;
    private final StorageLocations locations;
    private final Downloads downloads;
    private final URI downloadAddress;
    private final Clock clock;

    /**
     * @param downloadAddress where clients reach our own downloads
     */
    public DownloadRequestReconciler(
            KubernetesClient client,
            String namespace,
            StorageLocations locations,
            Downloads downloads,
            URI downloadAddress,
            Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.locations = locations;
        this.downloads = downloads;
        this.downloadAddress = downloadAddress;
        this.clock = clock;
    }

    @Override
    public Outcome<DownloadRequest> reconcile(DownloadRequest request, Progress<DownloadRequest> progress) {
        Instant until = expiration(request);
        Duration left = Duration.between(clock.instant(), until);
        if (!left.isPositive()) {
            return Outcome.deleted();
        }
        DownloadRequestStatus status = request.getStatus();
        if (status != null && PROCESSED.equals(status.phase())) {
            return Outcome.after(left);
        }
        Optional<URI> url = url(request);
        if (url.isEmpty()) {
            return Outcome.after(LOOK_AGAIN); // what it names may be about to appear
        }
        Instant expiration = clock.instant().plus(VALIDITY);
        request.setStatus(new DownloadRequestStatus(PROCESSED, url.get().toString(), expiration));
        return Outcome.update(request).again(VALIDITY);
    }

    private Instant expiration(DownloadRequest request) {
        DownloadRequestStatus status = request.getStatus();
        return status != null && status.expiration() != null
                ? status.expiration()
                : Instant.parse(request.getMetadata().getCreationTimestamp()).plus(VALIDITY);
    }

    private Optional<URI> url(DownloadRequest request) {
        DownloadTarget target =
                request.getSpec() == null ? null : request.getSpec().target();
        if (target == null || target.kind() == null || target.name() == null) {
            return Optional.empty();
        }
        DownloadKind kind = target.kind();
        String name = target.name();
        return location(kind, name).map(location -> url(location, kind, name));
    }

    private Optional<BackupStorageLocation> location(DownloadKind kind, String name) {
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

    private URI url(BackupStorageLocation location, DownloadKind kind, String name) {
        ObjectStore store = locations.store(location);
        BackupCatalog catalog = locations.catalog(location);
        if (store instanceof SignedUrls signing) {
            return signing.signedGet(catalog.key(kind, name), VALIDITY);
        }
        String token = downloads.offer(() -> catalog.open(kind, name), VALIDITY);
        String base = downloadAddress.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "downloads/" + token);
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
