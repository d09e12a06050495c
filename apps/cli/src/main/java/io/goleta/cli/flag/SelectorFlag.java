package io.goleta.cli.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** kubectl's notation of a label selector, translated to the API's {@code matchLabels} and {@code matchExpressions}. */
final class SelectorFlag {
    private static final String KEY =
            "(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?";
    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:"
            + "(?<set>" + KEY + ")\\s+(?<word>in|notin)\\s*\\(\\s*(?<values>" + VALUE + "(?:\\s*,\\s*" + VALUE
            + ")*)\\s*\\)"
            + "|(?<key>" + KEY + ")\\s*(?<sign>==|=|!=)\\s*(?<value>" + VALUE + ")"
            + "|(?<not>!\\s*)?(?<exists>" + KEY + ")"
            + ")\\s*(?:,|$)");

    private SelectorFlag() {}

    static Map<String, Object> toApi(String selector) {
        Map<String, String> labels = new TreeMap<>();
        List<Map<String, Object>> expressions = new ArrayList<>();
        Matcher requirement = REQUIREMENT.matcher(selector);
        int end = 0;
        while (end < selector.length()) {
            if (!requirement.find(end) || requirement.start() != end) {
                throw unreadable(selector, selector.substring(end).strip());
            }
            add(selector, requirement, labels, expressions);
            end = requirement.end();
        }
        if (selector.stripTrailing().endsWith(",")) {
            throw unreadable(selector, "the comma at its end");
        }
        Map<String, Object> api = new LinkedHashMap<>();
        if (!expressions.isEmpty()) {
            api.put("matchExpressions", expressions);
        }
        if (!labels.isEmpty()) {
            api.put("matchLabels", labels);
        }
        return api;
    }

    private static void add(
            String selector, Matcher found, Map<String, String> labels, List<Map<String, Object>> expressions) {
        if (found.group("set") != null) {
            List<String> values = List.of(found.group("values").split("\\s*,\\s*", -1));
            expressions.add(expression(found.group("set"), found.group("word").equals("in") ? "In" : "NotIn", values));
        } else if (found.group("exists") != null) {
            String operator = found.group("not") == null ? "Exists" : "DoesNotExist";
            expressions.add(expression(found.group("exists"), operator, List.of()));
        } else if (found.group("sign").equals("!=")) {
            expressions.add(expression(found.group("key"), "NotIn", List.of(found.group("value"))));
        } else {
            String before = labels.put(found.group("key"), found.group("value"));
            if (before != null && !before.equals(found.group("value"))) {
                throw unreadable(selector, found.group("key") + " twice, which nothing can match");
            }
        }
    }

    private static Map<String, Object> expression(String key, String operator, List<String> values) {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", key);
        expression.put("operator", operator);
        if (!values.isEmpty()) {
            expression.put("values", values);
        }
        return expression;
    }

    private static RuntimeException unreadable(String selector, String where) {
        return FlagChecks.wrong("invalid argument for --selector: \"" + selector + "\" is not a label selector such as"
                + " app=web,tier in (a,b),!canary: cannot read " + where);
    }
}
