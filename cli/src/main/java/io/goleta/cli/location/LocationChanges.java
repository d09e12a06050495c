package io.goleta.cli.location;

import io.goleta.cli.session.KeyValues;
import io.goleta.cli.session.VeleroKind;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What creating and changing a location have in common. */
final class LocationChanges {
    private LocationChanges() {}

    /** {@code secret=key} as the API has it. */
    static Map<String, Object> credential(List<String> texts) {
        if (texts.size() != 1) {
            throw wrong("--credential can only contain 1 key/value pair");
        }
        Map.Entry<String, String> pair =
                KeyValues.parse("--credential", texts).entrySet().iterator().next();
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("name", pair.getKey());
        credential.put("key", pair.getValue());
        return credential;
    }

    /** A PEM file as the API has it. */
    static String certificates(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new GoletaException(Fault.USER, "the certificates in " + file + " cannot be read: " + e, e);
        }
    }

    /** There is one default at most: takes the mark from every other location. */
    static void clearDefault(VeleroObjects velero, String except) {
        for (KubernetesObject location : velero.list(VeleroKind.BACKUP_STORAGE_LOCATION, "")) {
            if (location.isTrue("spec", "default") && !location.name().equals(except)) {
                velero.patch(
                        VeleroKind.BACKUP_STORAGE_LOCATION, location.name(), Map.of("spec", Map.of("default", false)));
            }
        }
    }

    static GoletaException wrong(String message) {
        return new GoletaException(Fault.USER, message);
    }
}
