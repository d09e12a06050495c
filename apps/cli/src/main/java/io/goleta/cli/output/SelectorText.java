package io.goleta.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A label selector of the API ({@code matchLabels}, {@code matchExpressions}) in kubectl's notation. */
public final class SelectorText {
    private SelectorText() {}

    /** {@code app=web,tier in (a,b)}, or {@code <none>} for an absent or empty selector. */
    public static String of(Map<String, Object> selector) {
        List<String> parts = new ArrayList<>();
        if (selector.get("matchLabels") instanceof Map<?, ?> labels) {
            new TreeMap<>(labels).forEach((key, value) -> parts.add(key + "=" + value));
        }
        if (selector.get("matchExpressions") instanceof List<?> expressions) {
            for (Object expression : expressions) {
                if (expression instanceof Map<?, ?> map) {
                    parts.add(expression(map));
                }
            }
        }
        return parts.isEmpty() ? "<none>" : String.join(",", parts);
    }

    private static String expression(Map<?, ?> expression) {
        Object key = expression.get("key");
        String values = expression.get("values") instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).sorted().toList())
                : "";
        return switch (String.valueOf(expression.get("operator"))) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "Exists" -> String.valueOf(key);
            case "DoesNotExist" -> "!" + key;
            default -> key + " " + expression.get("operator") + " (" + values + ")";
        };
    }
}
