package io.goleta.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What was asked for on the command line. */
record Options(Map<String, String> values) {

    int number(String name, int defaultValue) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(defaultValue)));
    }

    String text(String name, String defaultValue) {
        return values.getOrDefault(name, defaultValue);
    }

    List<Integer> numbers(String name, String defaultValue) {
        return Arrays.stream(values.getOrDefault(name, defaultValue).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
