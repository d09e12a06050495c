package io.goleta.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code fieldSelector} parameter: {@code metadata.name=a,spec.nodeName!=b}. Any path works, where a kube-apiserver knows only
 * a few per resource.
 */
final class FieldSelector implements Predicate<StoredObject> {

    private static final Pattern TERM = Pattern.compile("([^=!]+)(==|=|!=)(.*)", Pattern.DOTALL);

    private final List<Predicate<StoredObject>> terms = new ArrayList<>();

    FieldSelector(String text) {
        for (String term : text.split("(?<!\\\\),")) {
            if (!term.isBlank()) {
                terms.add(parse(term));
            }
        }
    }

    @Override
    public boolean test(StoredObject stored) {
        return terms.stream().allMatch(term -> term.test(stored));
    }

    private static Predicate<StoredObject> parse(String term) {
        Matcher matcher = TERM.matcher(term);
        if (!matcher.matches()) {
            throw ApiError.badRequest("invalid selector: '" + term + "'; can't understand '" + term + "'");
        }
        String path = matcher.group(1).strip();
        String value = matcher.group(3).replaceAll("\\\\([\\\\,=])", "$1");
        boolean equal = !matcher.group(2).equals("!=");
        return stored -> value(stored, path).equals(value) == equal;
    }

    private static String value(StoredObject stored, String path) {
        return switch (path) {
            case "metadata.name" -> stored.name();
            case "metadata.namespace" -> stored.namespace();
            default -> JsonTrees.text(stored.tree(), path.split("\\."));
        };
    }
}
