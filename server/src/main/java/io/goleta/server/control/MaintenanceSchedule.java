package io.goleta.server.control;

import io.goleta.core.api.ResticRepositorySpec;
import io.goleta.spi.GoDuration;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When repositories are due to be pruned.
 *
 * @param usual for repositories that do not say so themselves
 */
record MaintenanceSchedule(Duration usual) {
    // A timer that is set for longer would not notice that the schedule was changed.
    static final Duration LOOK_AGAIN = Duration.ofHours(12);
    private static final Duration VELERO_DEFAULT = Duration.ofHours(168);

    MaintenanceSchedule {
        usual = usual.isPositive() ? usual : VELERO_DEFAULT;
    }

    Duration frequency(ResticRepositorySpec spec) {
        try {
            Duration wanted =
                    spec.maintenanceFrequency() == null ? Duration.ZERO : GoDuration.parse(spec.maintenanceFrequency());
            return wanted.isPositive() ? wanted : usual;
        } catch (IllegalArgumentException e) {
            return usual;
        }
    }

    /** How long to wait before looking again; not positive when it is due. */
    Duration untilDue(ResticRepositorySpec spec, @Nullable Instant last, Instant now) {
        if (last == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, last.plus(frequency(spec)));
        return left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
    }
}
