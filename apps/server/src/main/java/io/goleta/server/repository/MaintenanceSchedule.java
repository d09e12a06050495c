package io.goleta.server.repository;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.server.controller.StatusText;
import io.goleta.spi.GoDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When repositories are due to be pruned and to be verified.
 *
 * @param prune default interval between prunes
 * @param check default interval between checks; not positive for none
 * @param readData default percentage of a repository's data that a check reads
 */
public record MaintenanceSchedule(Duration prune, Duration check, int readData) {
    // A timer that is set for longer would not notice that the schedule was changed.
    static final Duration LOOK_AGAIN = Duration.ofHours(12);
    private static final Duration VELERO_DEFAULT = Duration.ofHours(168);
    private static final int ALL = 100;

    public MaintenanceSchedule {
        prune = prune.isPositive() ? prune : VELERO_DEFAULT;
        readData = Math.clamp(readData, 0, ALL);
    }

    Duration pruneFrequency(ResticRepository.Spec spec) {
        return duration(spec.maintenanceFrequency())
                .filter(Duration::isPositive)
                .orElse(prune);
    }

    /** How long to wait before looking again; not positive when it is due. */
    Duration untilPrune(ResticRepository repository, Instant now) {
        Instant last = RepositoryFields.lastMaintenance(repository);
        return last == null ? Duration.ZERO : until(last.plus(pruneFrequency(repository.spec())), now);
    }

    /** The same for a check; the first one is due a whole period after the repository became known. */
    Duration untilCheck(ResticRepository repository, Instant now) {
        Duration frequency = duration(RepositoryFields.annotation(repository, VeleroApi.CHECK_FREQUENCY))
                .orElse(check);
        if (!frequency.isPositive()) {
            return LOOK_AGAIN;
        }
        Instant last = time(RepositoryFields.annotation(repository, VeleroApi.LAST_CHECK_TIME))
                .or(repository::created)
                .or(() -> Optional.ofNullable(RepositoryFields.lastMaintenance(repository)))
                .orElse(now);
        return until(last.plus(frequency), now);
    }

    int readDataPercent(ResticRepository repository) {
        try {
            String own = RepositoryFields.annotation(repository, VeleroApi.CHECK_READ_DATA_PERCENT);
            int percent = own.isBlank() ? readData : Integer.parseInt(own.strip());
            return percent < 0 || percent > ALL ? readData : percent;
        } catch (NumberFormatException e) {
            return readData;
        }
    }

    /** What a repository asks for that is not done as it stands there; a sentence for each. */
    static List<String> complaints(ResticRepository repository) {
        List<String> complaints = new ArrayList<>();
        complain("spec.maintenanceFrequency", repository.spec().maintenanceFrequency(), complaints);
        complain(
                "annotation " + VeleroApi.CHECK_FREQUENCY,
                RepositoryFields.annotation(repository, VeleroApi.CHECK_FREQUENCY),
                complaints);
        String percent = RepositoryFields.annotation(repository, VeleroApi.CHECK_READ_DATA_PERCENT)
                .strip();
        if (!percent.matches("|\\d{1,2}|100")) {
            complaints.add("annotation " + VeleroApi.CHECK_READ_DATA_PERCENT + " is \"" + percent
                    + "\" but must be a whole number from 0 to 100; the server's default is used");
        }
        return complaints.stream().map(StatusText::bounded).toList();
    }

    private static void complain(String field, @Nullable String text, List<String> complaints) {
        if (!isReadable(text)) {
            complaints.add(
                    field + " is \"" + text + "\" but must be a duration such as 168h; the server's default is used");
        }
    }

    /** Whether a duration is absent or can be read. */
    static boolean isReadable(@Nullable String text) {
        return text == null || text.isBlank() || duration(text).isPresent();
    }

    private static Duration until(Instant due, Instant now) {
        Duration left = Duration.between(now, due);
        return left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
    }

    private static Optional<Duration> duration(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(GoDuration.parse(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
