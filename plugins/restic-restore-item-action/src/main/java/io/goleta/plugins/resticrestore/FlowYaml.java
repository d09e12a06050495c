package io.goleta.plugins.resticrestore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML within a line: scalars, and lists and maps in brackets. */
final class FlowYaml {
    private static final String UNSUPPORTED = "&*!|>%@`";

    private final String text;
    private int position;

    private FlowYaml(String text) {
        this.text = text;
    }

    /** A whole value. */
    static @Nullable Object value(String text) {
        FlowYaml parser = new FlowYaml(text);
        Object value = parser.next("");
        parser.skipSpaces();
        if (parser.position < text.length()) {
            throw new IllegalArgumentException("has something after its value: " + text.substring(parser.position));
        }
        return value;
    }

    /** A whole map in braces. */
    @SuppressWarnings("unchecked") // its keys are texts
    static Map<String, @Nullable Object> map(String text) {
        return value(text) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** Where the colon after a key is; -1 when the line does not begin with a key. */
    static int endOfKey(String line) {
        int i = 0;
        if (line.startsWith("\"") || line.startsWith("'")) {
            i = line.indexOf(line.charAt(0), 1) + 1;
            return i > 0 && i < line.length() && line.charAt(i) == ':' ? i : -1;
        }
        if (line.startsWith("[") || line.startsWith("{")) {
            return -1;
        }
        for (; i < line.length(); i++) {
            if (line.charAt(i) == ':' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    /** The line up to a comment. */
    static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private @Nullable Object next(String terminators) {
        skipSpaces();
        if (position == text.length()) {
            throw new IllegalArgumentException("ends where a value is expected");
        }
        char first = text.charAt(position);
        return switch (first) {
            case '[' -> list();
            case '{' -> map();
            case '"', '\'' -> quoted(first);
            default -> plain(terminators);
        };
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        position++;
        while (!at(']')) {
            list.add(next(",]"));
            expectEither(',', ']');
        }
        position++;
        return list;
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        position++;
        while (!at('}')) {
            String key = String.valueOf(next(":"));
            if (!at(':')) {
                throw new IllegalArgumentException("has no colon after " + key);
            }
            position++;
            if (map.containsKey(key)) {
                throw new IllegalArgumentException("has " + key + " twice");
            }
            map.put(key, next(",}"));
            expectEither(',', '}');
        }
        position++;
        return map;
    }

    private void expectEither(char separator, char end) {
        if (at(separator)) {
            position++;
        } else if (!at(end)) {
            throw new IllegalArgumentException("has no " + end + " at its end");
        }
    }

    private boolean at(char expected) {
        skipSpaces();
        return position < text.length() && text.charAt(position) == expected;
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private String quoted(char quote) {
        int end = text.indexOf(quote, position + 1);
        if (end < 0) {
            throw new IllegalArgumentException("has no closing " + quote);
        }
        String content = text.substring(position + 1, end);
        if (content.contains("\\") && quote == '"') {
            throw new IllegalArgumentException("has a backslash, which is not supported here");
        }
        position = end + 1;
        return content;
    }

    private @Nullable Object plain(String terminators) {
        if (UNSUPPORTED.indexOf(text.charAt(position)) >= 0) {
            throw new IllegalArgumentException(
                    "begins a value with " + text.charAt(position) + ", which is not supported here");
        }
        int start = position;
        while (position < text.length() && terminators.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return resolved(text.substring(start, position).strip());
    }

    private static @Nullable Object resolved(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> plain.matches("[+-]?(0|[1-9]\\d{0,17})") ? (Object) Long.valueOf(plain) : plain;
        };
    }
}
