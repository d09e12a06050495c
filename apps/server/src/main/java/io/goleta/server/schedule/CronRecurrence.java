package io.goleta.server.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cron expression in a time zone. Daylight saving time neither loses nor doubles a run: a time of day that the clock skips falls
 * as much later as the clock is moved; one that comes twice counts once, but in both hours for expressions that run every hour or so.
 */
final class CronRecurrence implements Recurrence {
    private static final CronParser PARSER = new CronParser(syntax());
    /** Longer than any change to and from daylight saving time. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(3);

    private final ExecutionTime times;
    private final ZoneId zone;
    private final boolean inEveryHour;

    private CronRecurrence(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.zone = zone;
        this.inEveryHour =
                cron.retrieve(CronFieldName.HOUR).getExpression().asString().startsWith("*");
    }

    private static CronDefinition syntax() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameHourly()
                .instance();
    }

    /**
     * @throws GoletaException USER when it is not a cron expression, or is never due
     */
    static CronRecurrence parse(String text, ZoneId zone) {
        try {
            // The question mark of Velero's cron syntax means the same as the asterisk.
            Cron cron = PARSER.parse(text.replace('?', '*')).validate();
            CronRecurrence recurrence = new CronRecurrence(cron, zone);
            if (recurrence.next(Instant.EPOCH).isEmpty()) {
                throw new GoletaException(Fault.USER, "\"" + text + "\" is never due");
            }
            return recurrence;
        } catch (IllegalArgumentException e) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + text + "\" is neither five cron fields (minute hour day month weekday) nor @hourly, @daily,"
                            + " @weekly, @monthly, @yearly or @every DURATION: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        LocalDateTime start = LocalDateTime.ofInstant(after, zone).minus(margin());
        Optional<LocalDateTime> local = times.nextExecution(inUtc(start)).map(ZonedDateTime::toLocalDateTime);
        Optional<Instant> first = Optional.empty();
        while (local.isPresent()
                && !first.map(found -> latestLocal(found))
                        .filter(local.get()::isAfter)
                        .isPresent()) {
            first = Stream.concat(first.stream(), instants(local.get()))
                    .filter(after::isBefore)
                    .min(Instant::compareTo);
            local = times.nextExecution(inUtc(local.get())).map(ZonedDateTime::toLocalDateTime);
        }
        return first;
    }

    @Override
    public Optional<Instant> latest(Instant base, Instant until) {
        LocalDateTime start =
                LocalDateTime.ofInstant(until, zone).plus(margin()).plusNanos(1);
        Optional<LocalDateTime> local = times.lastExecution(inUtc(start)).map(ZonedDateTime::toLocalDateTime);
        Optional<Instant> last = Optional.empty();
        while (local.isPresent()
                && !last.map(found -> earliestLocal(found))
                        .filter(local.get()::isBefore)
                        .isPresent()) {
            last = Stream.concat(last.stream(), instants(local.get()))
                    .filter(moment -> !moment.isAfter(until))
                    .max(Instant::compareTo);
            local = times.lastExecution(inUtc(local.get())).map(ZonedDateTime::toLocalDateTime);
        }
        return last.filter(base::isBefore);
    }

    /** Local times after this one come after the moment, whatever the clock is set to in between. */
    private LocalDateTime latestLocal(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone).plus(margin());
    }

    private LocalDateTime earliestLocal(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone).minus(margin());
    }

    private Duration margin() {
        return zone.getRules().isFixedOffset() ? Duration.ZERO : CLOCK_CHANGE;
    }

    /** Where local times follow each other without gaps. */
    private static ZonedDateTime inUtc(LocalDateTime local) {
        return local.atZone(ZoneOffset.UTC);
    }

    private Stream<Instant> instants(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() > 1 && inEveryHour
                ? offsets.stream().map(local::toInstant)
                : Stream.of(local.atZone(zone).toInstant());
    }
}
