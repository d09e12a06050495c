package io.goleta.core.select;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One requirement on one label. */
record LabelRequirement(String key, Operator operator, List<String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    enum Operator {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    LabelRequirement {
        values = values.stream().sorted().distinct().toList();
        checkKey(key);
        boolean needsValues = operator != Operator.EXISTS && operator != Operator.DOES_NOT_EXIST;
        if (needsValues && values.isEmpty()) {
            throw wrong("the requirement on label \"" + key + "\" needs at least one value");
        }
        if (!needsValues && !values.isEmpty()) {
            throw wrong("the requirement on label \"" + key + "\" must not have values");
        }
        for (String value : values) {
            if (!VALUE.matcher(value).matches()) {
                throw wrong("\"" + value + "\" is not a valid value of label \"" + key
                        + "\": at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or"
                        + " digit");
            }
        }
    }

    boolean holds(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case EQUALS, IN -> value != null && values.contains(value);
            case NOT_EQUALS, NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }

    /** As an element of {@code matchExpressions}. */
    Map<String, Object> toApi() {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", key);
        expression.put(
                "operator",
                switch (operator) {
                    case EQUALS, IN -> "In";
                    case NOT_EQUALS, NOT_IN -> "NotIn";
                    case EXISTS -> "Exists";
                    case DOES_NOT_EXIST -> "DoesNotExist";
                });
        if (!values.isEmpty()) {
            expression.put("values", values);
        }
        return expression;
    }

    /** In kubectl's notation. */
    @Override
    public String toString() {
        return switch (operator) {
            case EQUALS -> key + "=" + values.getFirst();
            case NOT_EQUALS -> key + "!=" + values.getFirst();
            case IN -> key + " in (" + String.join(",", values) + ")";
            case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
        };
    }

    private static void checkKey(String key) {
        int slash = key.indexOf('/');
        boolean prefixFits = slash < 0
                || ObjectNames.subdomainProblems(key.substring(0, slash)).isEmpty();
        if (!prefixFits || !NAME.matcher(key.substring(slash + 1)).matches()) {
            throw wrong("\"" + key
                    + "\" is not a valid label key: expected [domain/]name, where the name has at most 63 letters,"
                    + " digits, '-', '_' and '.', beginning and ending with a letter or digit");
        }
    }

    private static GoletaException wrong(String message) {
        return new GoletaException(Fault.USER, message);
    }
}
