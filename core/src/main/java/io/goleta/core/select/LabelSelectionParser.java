package io.goleta.core.select;

import io.goleta.core.select.LabelRequirement.Operator;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.List;

/** Reads kubectl's notation of label selectors. */
final class LabelSelectionParser {
    private static final String SPECIAL = "=!,()";

    private final String text;
    private int at;

    LabelSelectionParser(String text) {
        this.text = text;
    }

    List<LabelRequirement> parse() {
        List<LabelRequirement> requirements = new ArrayList<>();
        if (text.isBlank()) {
            return requirements;
        }
        do {
            requirements.add(requirement());
        } while (take(","));
        if (at < text.length()) {
            throw wrong("a comma");
        }
        return requirements;
    }

    private LabelRequirement requirement() {
        if (take("!")) {
            return new LabelRequirement(word("a label"), Operator.DOES_NOT_EXIST, List.of());
        }
        String key = word("a label");
        if (take("!=")) {
            return new LabelRequirement(key, Operator.NOT_EQUALS, List.of(word("")));
        }
        if (take("==") || take("=")) {
            return new LabelRequirement(key, Operator.EQUALS, List.of(word("")));
        }
        if (at == text.length() || text.charAt(at) == ',') {
            return new LabelRequirement(key, Operator.EXISTS, List.of());
        }
        int start = at;
        return switch (word("")) {
            case "in" -> new LabelRequirement(key, Operator.IN, set());
            case "notin" -> new LabelRequirement(key, Operator.NOT_IN, set());
            default -> {
                at = start;
                throw wrong("=, !=, in or notin");
            }
        };
    }

    private List<String> set() {
        if (!take("(")) {
            throw wrong("(");
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(word(""));
        } while (take(","));
        if (!take(")")) {
            throw wrong(")");
        }
        return values;
    }

    /**
     * @param required what is missing when there is no word; empty when it may be empty
     */
    private String word(String required) {
        skipSpace();
        int start = at;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == start && !required.isEmpty()) {
            throw wrong(required);
        }
        String word = text.substring(start, at);
        skipSpace();
        return word;
    }

    private boolean take(String token) {
        skipSpace();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private GoletaException wrong(String expected) {
        String rest = text.substring(at);
        return new GoletaException(
                Fault.USER, "expected " + expected + (rest.isEmpty() ? " at its end" : " before \"" + rest + "\""));
    }
}
