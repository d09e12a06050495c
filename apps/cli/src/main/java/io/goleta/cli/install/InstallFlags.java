package io.goleta.cli.install;

import io.goleta.cli.install.manifest.BucketVolume;
import io.goleta.cli.install.manifest.Installation;
import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.PlatformRequirements;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/** All flags of the installation, and their validation. */
final class InstallFlags {
    @Mixin
    final StorageFlags storage = new StorageFlags();

    @Mixin
    final PodFlags pods = new PodFlags();

    @Mixin
    final RunAsFlags runAs = new RunAsFlags();

    @Mixin
    final ServerFlags server = new ServerFlags();

    @Mixin
    final AgentFlags agent = new AgentFlags();

    /**
     * @param defaultImage the image without --image
     * @param platform the defaults of the agents
     * @throws GoletaException USER, with Velero's message, for invalid combinations of flags
     */
    Installation installation(Session session, String defaultImage, PlatformRequirements platform) {
        checkLocations();
        checkSecret();
        checkBucketVolume();
        refuse(
                runAs.serviceAccount != null && !pods.accountAnnotations.isEmpty(),
                "Cannot use both --sa-annotations and --service-account-name: annotate the existing account yourself");
        refuse(
                server.defaultVolumes && !agent.wanted,
                "--use-restic is required when using --default-volumes-to-restic");
        return new Installation(
                session.namespace(),
                pods.image.isEmpty() ? defaultImage : pods.image,
                session.features(),
                pods.settings(),
                runAs.settings(),
                server.settings(),
                agent.settings(platform),
                storage.settings(session.environment().workingDirectory()));
    }

    /** Warnings of flags that are taken for the sake of scripts and have no effect. */
    List<String> withoutEffect() {
        return Stream.concat(storage.withoutEffect().stream(), pods.withoutEffect().stream())
                .toList();
    }

    private void checkLocations() {
        refuse(
                storage.bucket.startsWith("-"),
                "Bucket names cannot begin with a dash. Bucket name was: " + storage.bucket);
        if (storage.noDefaultLocation) {
            refuseWithoutLocation(!storage.provider.isEmpty(), "--provider");
            refuseWithoutLocation(!storage.bucket.isEmpty(), "--bucket");
            refuseWithoutLocation(!storage.prefix.isEmpty(), "--prefix");
            refuseWithoutLocation(!storage.backupConfig.isEmpty(), "--backup-location-config");
        } else {
            refuse(storage.provider.isEmpty(), "--provider is required");
            refuse(storage.bucket.isEmpty(), "--bucket is required");
        }
        refuse(
                Boolean.FALSE.equals(storage.volumeSnapshots) && !storage.snapshotConfig.isEmpty(),
                "--snapshot-location-config must be empty when --use-volume-snapshots=false");
    }

    private void checkSecret() {
        // A filesystem store needs no credentials, so --no-secret is optional.
        refuse(
                storage.secretFile.isEmpty() && !storage.noSecret && !storage.isFilesystem(),
                "One of --secret-file or --no-secret is required");
        refuse(!storage.secretFile.isEmpty() && storage.noSecret, "Cannot use both --secret-file and --no-secret");
    }

    private void checkBucketVolume() {
        if (!storage.isFilesystem() || storage.noDefaultLocation) {
            return;
        }
        refuse(
                storage.bucketVolume.isEmpty(),
                "--bucket-volume is required when --provider is " + storage.provider
                        + ": name the volume with the buckets, as hostPath:/directory, nfs:server:/export or pvc:claim");
        storage.backupConfig.stream()
                .filter(pair -> pair.startsWith("root="))
                .map(pair -> Path.of(pair.substring("root=".length())))
                .forEach(root -> refuse(
                        !root.startsWith(BucketVolume.FOLDER),
                        "root=" + root + " is outside of --bucket-volume, which is mounted at " + BucketVolume.FOLDER));
    }

    private static void refuseWithoutLocation(boolean given, String flag) {
        refuse(given, "Cannot use both " + flag + " and --no-default-backup-location at the same time");
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new GoletaException(Fault.USER, message);
        }
    }
}
