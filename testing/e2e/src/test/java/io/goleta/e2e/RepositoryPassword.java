package io.goleta.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a second cluster needs besides the bucket: without the password nobody reads the first one's repositories. */
final class RepositoryPassword {
    private static final Path FILE = Path.of(System.getProperty("e2e.left", "."), "repository-password.yaml");

    private RepositoryPassword() {}

    /** Keeps a copy outside of the cluster, as the server's log asks for. */
    static void keep() {
        String secret = Kubectl.kubectl("-n velero get secret velero-restic-credentials -o yaml");
        try {
            Files.writeString(FILE, secret.replaceAll("(?m)^  (uid|resourceVersion|creationTimestamp):.*\\n", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the copy, if there is one, where the installation looks for it. */
    static void bringAlong() {
        if (Files.exists(FILE)) {
            Kubectl.apply("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}");
            try {
                Kubectl.apply(Files.readString(FILE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
