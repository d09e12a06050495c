package io.goleta.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as Kubernetes writes them. */
final class Timestamps {

    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private Timestamps() {}

    static String now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether a text is a date and time with a zone, as an API server takes them in fields of that format. */
    static boolean isDateTime(String text) {
        String[] parts = text.toUpperCase(Locale.ROOT).split("T", 2);
        try {
            LocalDate.parse(parts[0]);
        } catch (DateTimeParseException e) {
            return false;
        }
        return parts.length == 2 && TIME.matcher(parts[1]).matches();
    }

    /** The time from {@code timestamp} to now as kubectl shows ages: {@code 45s}, {@code 3m12s}, {@code 5h}, {@code 12d}. */
    static String age(String timestamp, Instant now) {
        if (timestamp.isEmpty()) {
            return "<unknown>";
        }
        Duration age = Duration.between(Instant.parse(timestamp), now);
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return seconds % 60 == 0 ? minutes + "m" : minutes + "m" + seconds % 60 + "s";
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return minutes % 60 == 0 ? hours + "h" : hours + "h" + minutes % 60 + "m";
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        return days < 730 ? days + "d" : days / 365 + "y" + days % 365 + "d";
    }
}
