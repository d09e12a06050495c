package io.goleta.plugins.resticrestore;

import java.util.ArrayList;
import java.util.List;

/** Sentences about one ConfigMap, each saying which one it is. */
final class Warnings {
    private final String source;
    private final List<String> sentences = new ArrayList<>();

    Warnings(String source) {
        this.source = source;
    }

    void add(String sentence) {
        sentences.add(source + ": " + sentence);
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
