package io.goleta.core.podvolume;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What plain restic calls the repository of a namespace, in Velero's spelling ({@code config.ResticRepoPrefix} and the rules
 * per provider), and in the same spelling the repositories of other data movers. It is a name for people and for Velero: data
 * movers reach the repository through the object store plugin, wherever it is.
 */
public final class RepositoryIdentifier {
    private RepositoryIdentifier() {}

    /**
     * The identifier of a data mover's repository for the volumes of {@code namespace}; ends with a slash and the namespace.
     */
    public static String of(BackupStorageLocation.Spec location, String dataMover, String namespace) {
        String chosen = dataMover.equals(UploaderType.RESTIC) ? config(location, "resticRepoPrefix") : "";
        String prefix = chosen.isEmpty() ? prefix(location, UploaderType.repositories(dataMover)) : chosen;
        return withoutSlashAtEnd(prefix) + "/" + namespace;
    }

    private static String prefix(BackupStorageLocation.Spec location, String repositories) {
        BackupStorageLocation.ObjectStorage storage = location.objectStorage();
        String bucket = path(storage == null ? null : storage.bucket());
        String folder = path(storage == null ? null : storage.prefix(), repositories);
        String provider = qualified(location.provider());
        return switch (provider) {
            case "velero.io/aws" -> "s3:" + awsEndpoint(location) + "/" + path(bucket, folder);
            case "velero.io/azure" -> "azure:" + bucket + ":/" + folder;
            case "velero.io/gcp" -> "gs:" + bucket + ":/" + folder;
            case "velero.io/filesystem" -> withoutSlashAtEnd(config(location, "root")) + "/" + path(bucket, folder);
            default -> other(provider, location, path(bucket, folder));
        };
    }

    /**
     * Velero refuses volumes in the stores of other vendors unless {@code resticRepoPrefix} is set, because restic itself must
     * reach them. Here every store works, so the name only has to be unambiguous.
     */
    private static String other(String provider, BackupStorageLocation.Spec location, String path) {
        return config(location, "s3Url").isEmpty() ? provider + ":" + path : "s3:" + awsEndpoint(location) + "/" + path;
    }

    private static String awsEndpoint(BackupStorageLocation.Spec location) {
        String url = config(location, "s3Url");
        if (!url.isEmpty()) {
            return withoutSlashAtEnd(url);
        }
        String region = config(location, "region");
        return region.isEmpty() ? "s3.amazonaws.com" : "s3-" + region + ".amazonaws.com";
    }

    private static String config(BackupStorageLocation.Spec location, String key) {
        return location.config().getOrDefault(key, "");
    }

    private static String qualified(@Nullable String provider) {
        String name = provider == null ? "" : provider;
        return name.contains("/") ? name : "velero.io/" + name;
    }

    private static String path(@Nullable String... parts) {
        return Arrays.stream(parts)
                .flatMap(part -> part == null ? Stream.of() : Arrays.stream(part.split("/")))
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static String withoutSlashAtEnd(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
