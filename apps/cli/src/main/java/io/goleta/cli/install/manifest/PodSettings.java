package io.goleta.cli.install.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the administrator adds to all pods.
 *
 * @param plugins images that copy plugins to {@code /target}
 */
public record PodSettings(
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> accountAnnotations,
        List<String> plugins) {

    public PodSettings {
        plugins = List.copyOf(plugins);
    }

    /** These labels, with those that selectors rely on, which win. */
    Map<String, String> labelsWith(String selector, String value) {
        Map<String, String> all = new LinkedHashMap<>(Labels.COMPONENT);
        all.putAll(labels);
        all.put(selector, value);
        return all;
    }
}
