package io.goleta.cli.output;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/** Points in time as Velero prints them: {@code 2022-08-01 12:00:00 +0200 CEST}, {@code 29d}, {@code 3h ago}. */
public final class Times {
    private final Clock clock;

    /** @param clock its zone is the user's */
    public Times(Clock clock) {
        this.clock = clock;
    }

    /** Reads a time of the wire; empty when it is absent or not a time. */
    public static Optional<Instant> parse(Optional<String> text) {
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Date, time, offset and zone, in the user's zone. */
    public String local(Instant instant) {
        ZonedDateTime time = instant.atZone(clock.getZone());
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return time.toLocalDate() + " " + two(time.getHour()) + ":" + two(time.getMinute()) + ":"
                + two(time.getSecond())
                + (minutes < 0 ? " -" : " +") + two(Math.abs(minutes) / 60) + two(Math.abs(minutes) % 60) + " "
                + zoneName(time);
    }

    /** How long until then ({@code 29d}), or since then ({@code 3h ago}). */
    public String fromNow(Instant instant) {
        Instant now = clock.instant();
        return instant.isAfter(now)
                ? age(Duration.between(now, instant))
                : age(Duration.between(instant, now)) + " ago";
    }

    /** The largest unit that fits, as kubectl's AGE: {@code 12s}, {@code 5m}, {@code 3h}, {@code 29d}, {@code 2y}. */
    public static String age(Duration duration) {
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + "s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + "m";
        }
        if (duration.toDays() < 1) {
            return duration.toHours() + "h";
        }
        return duration.toDays() < 365 ? duration.toDays() + "d" : duration.toDays() / 365 + "y";
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getOffset().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
        return TimeZone.getTimeZone(time.getZone()).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
