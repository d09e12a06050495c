package io.goleta.cli.install.manifest;

import io.goleta.spi.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Where backups go.
 *
 * @param credentials the file for the object store's library
 * @param bucketVolume the share with the buckets of a filesystem store
 */
public record StorageSettings(
        Optional<Secret> credentials,
        Optional<Backups> backups,
        Optional<Snapshots> snapshots,
        Optional<BucketVolume> bucketVolume) {

    /**
     * The default backup storage location.
     *
     * @param certificates PEM, base64; empty for those that every system trusts
     */
    public record Backups(
            String provider, String bucket, String prefix, Map<String, String> config, String certificates) {}

    /** The default volume snapshot location. */
    public record Snapshots(String provider, Map<String, String> config) {}
}
