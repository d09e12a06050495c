package io.goleta.sandbox.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** Tells what happens, for people. */
final class DemoScript {

    private static final int SHOWN = 20;

    private final PrintStream out;
    private final Clock clock;
    private final Instant start;

    DemoScript(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    void chapter(String title) {
        Duration elapsed = Duration.between(start, clock.instant());
        out.printf("%n[%3d s] %s%n", elapsed.toSeconds(), title);
    }

    void say(String sentence) {
        out.println("        " + sentence);
    }

    void command(String line) {
        out.println("        $ " + line);
    }

    void output(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println("          " + line);
        }
    }

    void table(String[] head, Iterable<String[]> rows) {
        int[] widths = new int[head.length];
        for (int i = 0; i < head.length; i++) {
            widths[i] = head[i].length();
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        row(head, widths);
        for (String[] row : rows) {
            row(row, widths);
        }
    }

    void differences(SortedMap<String, String> differences) {
        int shown = 0;
        for (Map.Entry<String, String> difference : differences.entrySet()) {
            if (shown++ == SHOWN) {
                say("... and " + (differences.size() - SHOWN) + " more");
                return;
            }
            say("DIFFERENT " + difference.getKey().replace("\n", "\\n") + ": " + difference.getValue());
        }
    }

    private void row(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String padding = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? cells[i] + padding : padding + cells[i]).append("   ");
        }
        say(line.toString().stripTrailing());
    }
}
