package io.goleta.server.location;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Secrets that cloud libraries want to read from a file. Each is brought up to date, whole or not at all, whenever it is asked for:
 * Velero's own files kept the tail of a longer, older secret.
 */
public final class CredentialFiles {
    private static final GroupResource SECRETS = new GroupResource("", "secrets");

    private final Cluster cluster;
    private final String namespace;
    private final Path folder;

    /**
     * @param folder only this process may read it; need not exist
     */
    @Inject
    public CredentialFiles(
            Cluster cluster, @Named("namespace") String namespace, @Named("scratch/credentials") Path folder) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.folder = folder;
    }

    /**
     * One key of a Secret as a file.
     *
     * @param version differs when the content does, and tells nothing else about it
     */
    public record CredentialFile(Path path, String version) {}

    /**
     * The file with one key of a Secret, as it is in the cluster now.
     *
     * @throws GoletaException USER when there is no such Secret or key
     */
    public CredentialFile of(BackupStorageLocation.SecretKeySelector selector) {
        byte[] content = read(selector);
        Path file = folder.resolve(selector.name() + "-" + selector.key());
        try {
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                write(content, file);
            }
            return new CredentialFile(file, sha256(content));
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL,
                    "Tried to write the credentials of a storage location to " + folder + ": " + e.getMessage(),
                    e);
        }
    }

    private void write(byte[] content, Path file) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private byte[] read(BackupStorageLocation.SecretKeySelector selector) {
        String name = Objects.requireNonNullElse(selector.name(), "");
        String key = Objects.requireNonNullElse(selector.key(), "");
        String encoded = cluster.get(new ItemId(SECRETS, namespace, name))
                .map(secret -> secret.strings("data").get(key))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "unable to get key for secret: Secret " + namespace + "/" + name + " has no key \"" + key
                                + "\""));
        return Base64.getDecoder().decode(encoded);
    }
}
