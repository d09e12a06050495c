package io.goleta.cli.platform;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Annotations as kubectl takes them. */
final class Annotations {
    private Annotations() {}

    static String text(Map<String, String> annotations) {
        return new TreeMap<>(annotations)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(" "));
    }
}
