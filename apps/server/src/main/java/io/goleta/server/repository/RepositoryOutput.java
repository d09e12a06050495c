package io.goleta.server.repository;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a data mover says while it works: now and then the newest line, and in the end the last ones. Used by one thread at a time. */
final class RepositoryOutput implements Consumer<String> {
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);
    private static final int LINES = 40;
    private static final int LONGEST_LINE = 400;
    /** {@code [0:12] 43.10%  25 / 58 packs repacked}: of interest while it lasts. */
    private static final Pattern PASSING = Pattern.compile("\\[\\d+:\\d\\d(:\\d\\d)?] .*");

    private final Clock clock;
    private final Consumer<String> report;
    private final Deque<String> last = new ArrayDeque<>();
    private Instant next;

    RepositoryOutput(Clock clock, Consumer<String> report) {
        this.clock = clock;
        this.report = report;
        this.next = clock.instant().plus(BETWEEN_REPORTS);
    }

    @Override
    public void accept(String raw) {
        String line = raw.strip();
        if (line.isEmpty()) {
            return;
        }
        line = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
        if (!PASSING.matcher(line).matches()) {
            last.addLast(line);
            if (last.size() > LINES) {
                last.removeFirst();
            }
        }
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(BETWEEN_REPORTS);
            report.accept(line);
        }
    }

    /** The last lines. */
    String text() {
        return String.join("\n", last);
    }
}
