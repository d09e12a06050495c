package io.goleta.server.storage;

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
import java.util.Base64;

/**
 * Secrets that cloud libraries want to read from a file. Each is written anew, whole or not at all, whenever it is asked for:
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
     * The file with one key of a Secret, as it is in the cluster now.
     *
     * @throws GoletaException USER when there is no such Secret or key
     */
    public Path of(SecretKeySelector selector) {
        byte[] content = read(selector);
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(
                    folder,
                    "new",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            return Files.move(
                    fresh,
                    folder.resolve(selector.name() + "-" + selector.key()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL,
                    "Tried to write the credentials of a storage location to " + folder + ": " + e.getMessage(),
                    e);
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
