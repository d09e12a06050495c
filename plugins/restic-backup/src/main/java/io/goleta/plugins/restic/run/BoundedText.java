package io.goleta.plugins.restic.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lines of which only the first and the last are kept. Not thread-safe. */
final class BoundedText {
    private static final int LINES_AT_EACH_END = 50;
    private static final int LONGEST_LINE = 4_096;

    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long dropped;

    void add(String line) {
        String kept = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
        if (first.size() < LINES_AT_EACH_END) {
            first.add(kept);
            return;
        }
        last.addLast(kept);
        if (last.size() > LINES_AT_EACH_END) {
            last.removeFirst();
            dropped++;
        }
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(first);
        if (dropped > 0) {
            all.add("... (" + dropped + " lines left out)");
        }
        all.addAll(last);
        return String.join("\n", all);
    }
}
