package io.goleta.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one severity. Each group keeps the order in which its messages came; empty groups are left out. They are in memory until
 * the end of the run, so long ones are shortened, and after some megabytes the rest is only counted; the log has all of them.
 */
final class Messages {
    private static final int LONGEST = 4_000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final List<String> own = new ArrayList<>();
    private final List<String> cluster = new ArrayList<>();
    private final SortedMap<String, List<String>> namespaces = new TreeMap<>();
    private int count;
    private int characters;
    private int onlyCounted;

    /** A text of which nobody can say how long it is, as it is shown to users: names and answers of others may have megabytes. */
    static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "... (" + (text.length() - LONGEST) + " more characters)";
    }

    synchronized void addOwn(String message) {
        keep(own, message);
    }

    synchronized void add(@Nullable String namespace, String message) {
        keep(namespace == null ? cluster : namespaces.computeIfAbsent(namespace, name -> new ArrayList<>()), message);
    }

    private void keep(List<String> group, String message) {
        count++;
        if (characters > MOST_CHARACTERS) {
            onlyCounted++;
            return;
        }
        String kept = shortened(message);
        characters += kept.length();
        group.add(kept);
    }

    synchronized int count() {
        return count;
    }

    synchronized Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        List<String> general = new ArrayList<>(own);
        if (onlyCounted > 0) {
            general.add("and " + onlyCounted + " more; see the log");
        }
        if (!general.isEmpty()) {
            document.put("velero", List.copyOf(general));
        }
        if (!cluster.isEmpty()) {
            document.put("cluster", List.copyOf(cluster));
        }
        if (!namespaces.isEmpty()) {
            SortedMap<String, List<String>> copy = new TreeMap<>();
            namespaces.forEach((namespace, messages) -> {
                if (!messages.isEmpty()) {
                    copy.put(namespace, List.copyOf(messages));
                }
            });
            document.put("namespaces", copy);
        }
        return document;
    }
}
