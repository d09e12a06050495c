package io.goleta.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages of one severity. Each group keeps the order in which its messages came; empty groups are left out. */
final class Messages {
    private final List<String> own = new ArrayList<>();
    private final List<String> cluster = new ArrayList<>();
    private final SortedMap<String, List<String>> namespaces = new TreeMap<>();
    private int count;

    synchronized void addOwn(String message) {
        own.add(message);
        count++;
    }

    synchronized void add(@Nullable String namespace, String message) {
        (namespace == null ? cluster : namespaces.computeIfAbsent(namespace, name -> new ArrayList<>())).add(message);
        count++;
    }

    synchronized int count() {
        return count;
    }

    synchronized Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        if (!own.isEmpty()) {
            document.put("velero", List.copyOf(own));
        }
        if (!cluster.isEmpty()) {
            document.put("cluster", List.copyOf(cluster));
        }
        if (!namespaces.isEmpty()) {
            SortedMap<String, List<String>> copy = new TreeMap<>();
            namespaces.forEach((namespace, messages) -> copy.put(namespace, List.copyOf(messages)));
            document.put("namespaces", copy);
        }
        return document;
    }
}
