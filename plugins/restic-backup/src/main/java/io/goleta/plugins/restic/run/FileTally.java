package io.goleta.plugins.restic.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Files that something happened to: all are counted, the first few are named. Not thread-safe. */
final class FileTally {
    private static final int NAMED = 20;
    private static final int LONGEST_NAME = 300;

    private final Map<String, String> named = new LinkedHashMap<>();
    private long count;

    /**
     * @param reason why; empty when restic does not tell
     */
    void add(String file, String reason) {
        count++;
        if (named.size() < NAMED) {
            named.put(shortened(file), shortened(reason));
        }
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    @Override
    public String toString() {
        String names = named.entrySet().stream()
                .map(file -> file.getValue().isEmpty() ? file.getKey() : file.getKey() + " (" + file.getValue() + ")")
                .collect(Collectors.joining(", "));
        return count > named.size() ? names + " and " + (count - named.size()) + " more" : names;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
    }
}
