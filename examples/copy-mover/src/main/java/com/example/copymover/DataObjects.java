package com.example.copymover;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A set of objects {@code data/<snapshot>/<number>} that needs a bit for each, however many there are. */
final class DataObjects {
    private final Map<String, BitSet> numbers = new TreeMap<>();

    void add(String name) {
        numbers.computeIfAbsent(snapshot(name), id -> new BitSet()).set(number(name));
    }

    void remove(String name) {
        numbers.getOrDefault(snapshot(name), new BitSet()).clear(number(name));
    }

    boolean contains(String name) {
        return numbers.getOrDefault(snapshot(name), new BitSet()).get(number(name));
    }

    int count() {
        return numbers.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    void forEach(Consumer<String> consumer) {
        numbers.forEach((id, bits) -> bits.stream().forEach(number -> consumer.accept("data/" + id + "/" + number)));
    }

    private static String snapshot(String name) {
        return name.split("/", -1)[1];
    }

    private static int number(String name) {
        return Integer.parseInt(name.split("/", -1)[2]);
    }
}
