package io.goleta.core.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A line as Velero's text log has it: {@code time="2026-01-01T00:00:00Z" level=info msg="Backed up" backup=velero/daily}. Keys
 * after the message are sorted; a value is quoted when it holds anything but letters, digits and {@code -._/@^+}.
 */
record LogLine(Instant time, String level, String message, SortedMap<String, String> fields) {

    static LogLine of(Instant time, String level, String message, Map<String, String> fields, String... keysAndValues) {
        SortedMap<String, String> all = new TreeMap<>(fields);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new LogLine(time.truncatedTo(ChronoUnit.SECONDS), level, message, all);
    }

    /** With the newline at its end. */
    String text() {
        StringBuilder line = new StringBuilder(160);
        append(line, "time", time.toString());
        append(line, "level", level);
        append(line, "msg", message);
        fields.forEach((key, value) -> append(line, key, value));
        return line.append('\n').toString();
    }

    private static void append(StringBuilder line, String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (value.chars().allMatch(LogLine::isPlain)) {
            line.append(value);
        } else {
            quote(line, value);
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._/@^+".indexOf(c) >= 0;
    }

    private static void quote(StringBuilder line, String value) {
        line.append('"');
        value.codePoints().forEach(c -> escape(line, c));
        line.append('"');
    }

    private static void escape(StringBuilder line, int c) {
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    line.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else {
                    line.appendCodePoint(c);
                }
            }
        }
    }
}
