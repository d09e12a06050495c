package io.goleta.cli.output;

import java.util.Locale;

/** Human-readable byte counts. */
public final class Bytes {
    private static final String UNITS = "KMGTPE";

    private Bytes() {}

    /** {@code 512 B}, {@code 1.5 KiB}, {@code 20.0 GiB}. */
    public static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = (double) bytes / (1L << (power * 10));
        return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(power - 1));
    }
}
