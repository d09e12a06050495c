package io.goleta.cli.location;

import io.goleta.cli.flag.KeyValues;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to reach the object store of a location; the same flags for a new one and for one that is changed. */
final class AccessOptions {
    @Option(names = "--cacert", paramLabel = "FILE", description = "CA certificates (PEM) of the object store.")
    private String caCert = "";

    @Option(
            names = "--credential",
            split = ",",
            paramLabel = "SECRET=KEY",
            description = "The Secret with the credentials, and its key.")
    private List<String> credential = List.of();

    /** Writes the credential into a spec, if there is one. */
    void addTo(Map<String, Object> spec) {
        if (credential.isEmpty()) {
            return;
        }
        if (credential.size() != 1) {
            throw LocationChanges.wrong("--credential can only contain 1 key/value pair");
        }
        KeyValues.parse("--credential", credential).forEach((secret, key) -> {
            Map<String, Object> selector = new LinkedHashMap<>();
            selector.put("name", secret);
            selector.put("key", key);
            spec.put("credential", selector);
        });
    }

    /** The certificates as the API has them; empty when no file was named. */
    Optional<String> certificates(Path workingDirectory) {
        return Optional.of(caCert)
                .filter(name -> !name.isEmpty())
                .map(workingDirectory::resolve)
                .map(AccessOptions::encoded);
    }

    private static String encoded(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new GoletaException(Fault.USER, "the certificates in " + file + " cannot be read: " + e, e);
        }
    }
}
