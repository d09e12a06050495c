package io.goleta.server.location;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.SecretKeySelector;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
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

/**
 * Secrets that cloud libraries want to read from a file. Each is brought up to date, whole or not at all, whenever it is asked for:
 * Velero's own files kept the tail of a longer, older secret.
 */
public final class CredentialFiles {
    private final KubernetesClient client;
    private final String namespace;
    private final Path folder;

    /**
     * @param folder only this process may read it; need not exist
     */
    public CredentialFiles(KubernetesClient client, String namespace, Path folder) {
        this.client = client;
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
    public CredentialFile of(SecretKeySelector selector) {
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

    private byte[] read(SecretKeySelector selector) {
        Secret secret = client.secrets()
                .inNamespace(namespace)
                .withName(selector.name())
                .get();
        String encoded = secret == null || secret.getData() == null
                ? null
                : secret.getData().get(selector.key());
        if (encoded == null) {
            throw new GoletaException(
                    Fault.USER,
                    "unable to get key for secret: Secret " + namespace + "/" + selector.name() + " has no key \""
                            + selector.key() + "\"");
        }
        return Base64.getDecoder().decode(encoded);
    }
}
