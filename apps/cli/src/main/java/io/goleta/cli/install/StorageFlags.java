package io.goleta.cli.install;

import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.install.manifest.BucketVolume;
import io.goleta.cli.install.manifest.Installation;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the default location. */
final class StorageFlags {
    private static final Set<String> FILESYSTEM = Set.of("velero.io/filesystem", "filesystem");

    @Option(names = "--provider", paramLabel = "NAME", description = "The object store provider, for example aws.")
    String provider = "";

    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket for backups.")
    String bucket = "";

    @Option(names = "--prefix", paramLabel = "PATH", description = "Prefix of all keys in the bucket.")
    String prefix = "";

    @Option(
            names = "--bucket-volume",
            paramLabel = "VOLUME",
            description = "The volume with the buckets of provider velero.io/filesystem: hostPath:/directory,"
                    + " nfs:server:/export or pvc:claim.")
    String bucketVolume = "";

    @Option(
            names = "--backup-location-config",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "Settings of the default backup storage location.")
    List<String> backupConfig = List.of();

    @Option(
            names = "--snapshot-location-config",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "Without effect: no volume snapshots are made.")
    List<String> snapshotConfig = List.of();

    @Option(names = "--cacert", paramLabel = "FILE", description = "CA certificates (PEM) of the object store.")
    String caCert = "";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Credentials file of the object store, in the provider's format.")
    String secretFile = "";

    @Option(names = "--no-secret", description = "Install without a credentials file.")
    boolean noSecret;

    @Option(names = "--no-default-backup-location", description = "Create no backup storage location.")
    boolean noDefaultLocation;

    @Option(names = "--use-volume-snapshots", description = "Without effect: no volume snapshots are made.")
    @Nullable
    Boolean volumeSnapshots;

    boolean isFilesystem() {
        return FILESYSTEM.contains(provider);
    }

    /** A sentence for each flag that is taken for the sake of scripts. */
    List<String> withoutEffect() {
        List<String> flags = new ArrayList<>();
        if (Boolean.TRUE.equals(volumeSnapshots)) {
            flags.add("--use-volume-snapshots");
        }
        if (!snapshotConfig.isEmpty()) {
            flags.add("--snapshot-location-config");
        }
        return flags.stream()
                .map(flag ->
                        flag + " has no effect: Goleta makes no volume snapshots, so no volume snapshot location is"
                                + " created; the files of volumes are backed up instead")
                .toList();
    }

    /** @param workingDirectory the base of relative paths */
    Installation.Storage settings(Path workingDirectory) {
        return new Installation.Storage(
                secretFile.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Secret.of(read("--secret-file", workingDirectory.resolve(secretFile)))),
                noDefaultLocation ? Optional.empty() : Optional.of(backups(workingDirectory)),
                bucketVolume.isEmpty() ? Optional.empty() : Optional.of(BucketVolume.parse(bucketVolume)));
    }

    private Installation.BackupLocation backups(Path workingDirectory) {
        Map<String, String> config = new LinkedHashMap<>(KeyValues.parse("--backup-location-config", backupConfig));
        if (isFilesystem()) {
            config.putIfAbsent("root", BucketVolume.FOLDER);
        }
        String certificates = caCert.isEmpty()
                ? ""
                : Base64.getEncoder().encodeToString(read("--cacert", workingDirectory.resolve(caCert)));
        return new Installation.BackupLocation(provider, bucket, prefix, config, certificates);
    }

    private static byte[] read(String flag, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoletaException(Fault.USER, "the file of " + flag + " cannot be read: " + e, e);
        }
    }
}
