package io.goleta.server.schedule;

import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a schedule is due: the moments of a cron expression, or regular intervals. Immutable. */
sealed interface Recurrence permits CronRecurrence, Recurrence.Every {
    /** The first moment after this one; empty when there is none, as for the 31st of February. */
    Optional<Instant> next(Instant after);

    /** The last moment after {@code base} and not after {@code until}; empty when there is none. */
    Optional<Instant> latest(Instant base, Instant until);

    /**
     * Reads {@code spec.schedule}: five cron fields, {@code @daily} and its like, or {@code @every 1h30m}. {@code CRON_TZ=Europe/Paris}
     * before it names its time zone.
     *
     * @param zone of expressions that name none
     * @throws GoletaException USER when it is not such an expression
     */
    static Recurrence parse(String expression, ZoneId zone) {
        String text = expression.strip();
        if (text.startsWith("CRON_TZ=") || text.startsWith("TZ=")) {
            String[] parts = text.substring(text.indexOf('=') + 1).split("\\s+", 2);
            return parse(parts.length == 2 ? parts[1] : "", zone(parts[0]));
        }
        return text.startsWith("@every") ? every(text) : CronRecurrence.parse(text, zone);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new GoletaException(Fault.USER, "\"" + name + "\" is not a time zone such as UTC or Europe/Paris", e);
        }
    }

    private static Recurrence every(String text) {
        try {
            Duration interval =
                    GoDuration.parse(text.substring("@every".length()).strip());
            if (interval.compareTo(Duration.ofSeconds(1)) >= 0) {
                return new Every(interval.truncatedTo(ChronoUnit.SECONDS));
            }
        } catch (IllegalArgumentException e) {
            throw new GoletaException(Fault.USER, "after @every, " + e.getMessage(), e);
        }
        throw new GoletaException(Fault.USER, "the shortest interval is \"@every 1s\", not \"" + text + "\"");
    }

    /**
     * {@code @every}: counted from the last backup.
     *
     * @param interval at least a second
     */
    record Every(Duration interval) implements Recurrence {
        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(after.truncatedTo(ChronoUnit.SECONDS).plus(interval));
        }

        @Override
        public Optional<Instant> latest(Instant base, Instant until) {
            Instant start = base.truncatedTo(ChronoUnit.SECONDS);
            long times = Duration.between(start, until).dividedBy(interval);
            return times < 1 ? Optional.empty() : Optional.of(start.plus(interval.multipliedBy(times)));
        }
    }
}
