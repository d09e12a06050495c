package io.goleta.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end. */
final class Report {
    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    /** Says what goes on. */
    void note(String text) {
        out.println("  " + text);
    }

    /**
     * Adds a line.
     *
     * @param goal the highest ratio that DESIGN allows, plus {@code grace} seconds
     */
    void compare(String what, Duration time, Duration floor, double goal, double grace) {
        double ratio = seconds(time) / seconds(floor);
        boolean met = seconds(time) <= seconds(floor) * goal + grace;
        String allowed = grace > 0
                ? String.format(Locale.ROOT, "%.2f + %.0f s", goal, grace)
                : String.format(Locale.ROOT, "%.2f", goal);
        add(String.format(
                Locale.ROOT,
                "%-44s %9.2f %9.2f %7.2f   %-11s %s",
                what,
                seconds(time),
                seconds(floor),
                ratio,
                "<= " + allowed,
                met ? "met" : "MISSED"));
    }

    /** Adds a line whose goal is to be a number of times faster. */
    void race(String what, Duration time, Duration rival, double timesFaster) {
        double factor = seconds(rival) / seconds(time);
        add(String.format(
                Locale.ROOT,
                "%-44s %9.2f %9.2f %6.2fx   %-11s %s",
                what,
                seconds(time),
                seconds(rival),
                factor,
                ">= " + timesFaster + "x",
                factor >= timesFaster ? "met" : "MISSED"));
    }

    /** Adds a line without a goal: how long backup and restore took, and the requests of the backup. */
    void fact(String what, List<Duration> times, int requests) {
        add(String.format(
                Locale.ROOT,
                "%-44s %9.2f %9.2f %7d",
                what,
                seconds(times.getFirst()),
                seconds(times.getLast()),
                requests));
    }

    void print() {
        out.println();
        out.printf(Locale.ROOT, "%-44s %9s %9s %7s   %-11s%n", "what", "time (s)", "floor (s)", "ratio", "goal");
        lines.forEach(out::println);
    }

    private void add(String line) {
        lines.add(line);
        note(line);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
