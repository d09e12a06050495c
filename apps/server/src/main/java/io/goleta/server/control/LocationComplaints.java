package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.server.controller.StatusText;
import io.goleta.spi.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a storage location asks for that is not done as it stands there. Pure. */
final class LocationComplaints {
    private LocationComplaints() {}

    /** The duration in a field; empty when there is none, or none that can be used. */
    static Optional<Duration> duration(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(GoDuration::parse).filter(duration -> !duration.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A sentence for each.
     *
     * @param defaults the names of all locations with {@code default: true}; the first is used
     */
    static List<String> of(BackupStorageLocation location, List<String> defaults) {
        BackupStorageLocation.Spec spec = location.spec();
        List<String> complaints = new ArrayList<>();
        checkDuration("validationFrequency", spec.validationFrequency(), complaints);
        checkDuration("backupSyncPeriod", spec.backupSyncPeriod(), complaints);
        String mode = Objects.requireNonNullElse(spec.accessMode(), "");
        if (!List.of("", "ReadWrite", "ReadOnly").contains(mode)) {
            complaints.add("spec.accessMode is \"" + mode
                    + "\" but must be ReadWrite or ReadOnly; until then nothing is written to the location");
        }
        if (defaults.size() > 1 && defaults.contains(location.name())) {
            complaints.add("the locations " + String.join(", ", defaults)
                    + " all have spec.default: true; backups that name no location go to " + defaults.getFirst());
        }
        if (location.object().get("spec", "credential", "optional").equals(Optional.of(true))) {
            complaints.add("spec.credential.optional has no effect: the Secret must exist");
        }
        if (location.object().get("spec", "objectStorage", "caCertRef").isPresent()) {
            complaints.add("spec.objectStorage.caCertRef has no effect; put the certificate into"
                    + " spec.objectStorage.caCert");
        }
        return complaints.stream().map(StatusText::bounded).toList();
    }

    private static void checkDuration(String field, @Nullable String text, List<String> complaints) {
        if (text != null && duration(text).isEmpty()) {
            complaints.add("spec." + field + " is \"" + text
                    + "\" but must be a duration such as 1h30m; the server's default is used");
        }
    }
}
