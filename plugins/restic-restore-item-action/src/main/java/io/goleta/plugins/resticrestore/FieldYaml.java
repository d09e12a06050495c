package io.goleta.plugins.resticrestore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of YAML in which people write a few fields of a Kubernetes object: nested maps and lists of scalars, in blocks or
 * in brackets, with comments. JSON is part of it. Anything beyond (anchors, tags, multi-line texts) is refused, not guessed:
 * a library for it would be a hundred times this plugin.
 */
final class FieldYaml {
    private record Line(int number, int indent, String text) {}

    private final List<Line> lines;
    private int position;

    private FieldYaml(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * A map with values that are texts, {@link Long}, {@link Boolean}, null, lists and maps of these.
     *
     * @throws IllegalArgumentException with the line and what is wrong there
     */
    static Map<String, @Nullable Object> parse(String yaml) {
        FieldYaml parser = new FieldYaml(linesOf(yaml));
        if (parser.lines.isEmpty()) {
            return Map.of();
        }
        Line first = parser.lines.getFirst();
        if (first.text.startsWith("{")) {
            String whole =
                    String.join(" ", parser.lines.stream().map(Line::text).toList());
            return FlowYaml.map(whole);
        }
        Map<String, @Nullable Object> map = parser.map(first.indent);
        if (parser.position < parser.lines.size()) {
            throw problem(parser.lines.get(parser.position), "is indented less than the fields before it");
        }
        return map;
    }

    private Map<String, @Nullable Object> map(int indent) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (position < lines.size() && lines.get(position).indent >= indent) {
            Line line = lines.get(position);
            if (line.indent > indent) {
                throw problem(line, "is indented more than the fields before it");
            }
            int colon = FlowYaml.endOfKey(line.text);
            if (colon < 0) {
                throw problem(line, "is no \"field: value\"");
            }
            String key =
                    String.valueOf(FlowYaml.value(line.text.substring(0, colon).strip()));
            if (map.containsKey(key)) {
                throw problem(line, "is there twice");
            }
            position++;
            String rest = line.text.substring(colon + 1).strip();
            map.put(key, rest.isEmpty() ? nested(indent) : scalar(line, rest));
        }
        return map;
    }

    /** What follows a key without a value: a deeper block, a list that may be as deep as the key, or nothing. */
    private @Nullable Object nested(int indent) {
        if (position == lines.size()) {
            return null;
        }
        Line next = lines.get(position);
        boolean isList = next.text.equals("-") || next.text.startsWith("- ");
        if (isList && next.indent >= indent) {
            return list(next.indent);
        }
        return next.indent > indent ? map(next.indent) : null;
    }

    private List<@Nullable Object> list(int indent) {
        List<@Nullable Object> list = new ArrayList<>();
        while (position < lines.size()) {
            Line line = lines.get(position);
            if (line.indent != indent || !(line.text.equals("-") || line.text.startsWith("- "))) {
                break;
            }
            position++;
            String rest = line.text.substring(1).strip();
            if (FlowYaml.endOfKey(rest) >= 0) {
                throw problem(line, "is a map in a list, which no field here takes");
            }
            list.add(rest.isEmpty() ? null : scalar(line, rest));
        }
        return list;
    }

    private static @Nullable Object scalar(Line line, String text) {
        try {
            return FlowYaml.value(text);
        } catch (IllegalArgumentException e) {
            throw problem(line, e.getMessage());
        }
    }

    private static List<Line> linesOf(String yaml) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String raw : yaml.lines().toList()) {
            number++;
            String text = FlowYaml.withoutComment(raw);
            String stripped = text.strip();
            if (stripped.isEmpty() || (lines.isEmpty() && stripped.equals("---"))) {
                continue;
            }
            int indent = text.indexOf(stripped);
            Line line = new Line(number, indent, stripped);
            if (text.substring(0, indent).contains("\t")) {
                throw problem(line, "is indented with a tab");
            }
            lines.add(line);
        }
        return lines;
    }

    private static IllegalArgumentException problem(Line line, @Nullable String what) {
        return new IllegalArgumentException("line " + line.number + " (" + line.text + ") " + what);
    }
}
