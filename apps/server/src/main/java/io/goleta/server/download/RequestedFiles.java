package io.goleta.server.download;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.Cluster;
import io.goleta.server.controller.StatusText;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a DownloadRequest to the file it asks for. Thread-safe. */
public final class RequestedFiles {
    /** How long a request is good for. */
    public static final Duration VALIDITY = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final String namespace;
    private final StorageLocations locations;

    @Inject
    public RequestedFiles(Cluster cluster, @Named("namespace") String namespace, StorageLocations locations) {
        this.cluster = cluster;
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

    /** Until when a request is good, whatever its author wrote into its status: it was answered in time or never. */
    public static Instant end(DownloadRequest request) {
        Instant answered = request.created().orElse(Instant.EPOCH).plus(VALIDITY);
        Instant latest = answered.plus(VALIDITY);
        Instant expiration = request.status().expiration();
        if (expiration == null) {
            return answered;
        }
        return expiration.isBefore(latest) ? expiration : latest;
    }

    /** Why there never will be an answer to a request; empty when there may be one. */
    public static Optional<String> problem(DownloadRequest request) {
        DownloadRequest.Target target = request.spec().target();
        String kind = target == null ? "" : Objects.requireNonNullElse(target.kind(), "");
        String name = target == null ? "" : Objects.requireNonNullElse(target.name(), "");
        if (target == null || target.file().isEmpty()) {
            return Optional.of("spec.target.kind is \"" + StatusText.bounded(kind) + "\", but must be one of "
                    + Stream.of(DownloadRequest.Kind.values())
                            .map(DownloadRequest.Kind::name)
                            .collect(Collectors.joining(", ")));
        }
        return name.isEmpty() ? Optional.of("spec.target.name is empty") : Optional.empty();
    }

    /** What a request asks for; empty when there is no such backup or restore, or its location is gone. */
    public Optional<File> find(DownloadRequest request) {
        DownloadRequest.Target target = request.spec().target();
        if (target == null || target.name() == null) {
            return Optional.empty();
        }
        String name = target.name();
        return target.file()
                .flatMap(kind -> location(kind, name).map(location -> new File(kind, name, locations.store(location))));
    }

    Optional<DownloadRequest> request(String name) {
        return find(VeleroKind.DOWNLOAD_REQUEST, name);
    }

    private Optional<BackupStorageLocation> location(DownloadRequest.Kind kind, String name) {
        return kind.ofRestore()
                ? find(VeleroKind.RESTORE, name)
                        .flatMap(restore -> locationOf(restore.spec().backupName()))
                : locationOf(name);
    }

    private Optional<BackupStorageLocation> locationOf(@Nullable String backup) {
        return find(VeleroKind.BACKUP, Objects.requireNonNullElse(backup, ""))
                .flatMap(found ->
                        locations.find(Objects.requireNonNullElse(found.spec().storageLocation(), "")));
    }

    private <V extends VeleroObject<?, ?>> Optional<V> find(VeleroKind<V> kind, String name) {
        return name.isEmpty()
                ? Optional.empty()
                : cluster.get(kind, namespace, name).filter(VeleroObject::isReadable);
    }
}
