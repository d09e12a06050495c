package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code fieldPath}s of the downward API. */
final class Fields {

    private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

    private Fields() {}

    static String of(JsonNode pod, String path) {
        Matcher entry = ENTRY.matcher(path);
        if (entry.matches()) {
            return Trees.text(pod, "metadata", entry.group(1), entry.group(2));
        }
        return Trees.text(pod, path.split("\\."));
    }
}
