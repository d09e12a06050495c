package io.goleta.cli.flag;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Generated names of backups and restores. */
public final class TimestampedName {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private TimestampedName() {}

    /** {@code daily-20220801120000}, in local time as Velero's client does it. */
    public static String of(String prefix, Clock clock) {
        return prefix + "-" + STAMP.format(LocalDateTime.now(clock));
    }
}
