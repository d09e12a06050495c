package io.goleta.cli.location;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;

/** What creating and changing a location have in common. */
final class LocationChanges {
    private LocationChanges() {}

    /** Unsets the default of all other locations, because there must be at most one. */
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
