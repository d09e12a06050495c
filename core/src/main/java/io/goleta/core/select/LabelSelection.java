package io.goleta.core.select;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.core.select.LabelRequirement.Operator;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A selection by labels: read from and written in the API's form and kubectl's notation, and applied to labels. All requirements
 * must hold; without any, everything is selected. Immutable.
 */
public final class LabelSelection implements Predicate<Map<String, String>> {
    /** Selects everything. */
    public static final LabelSelection EVERYTHING = new LabelSelection(List.of());

    private final List<LabelRequirement> requirements;

    private LabelSelection(List<LabelRequirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /**
     * From the form used in custom resources.
     *
     * @param selector null or empty selects everything
     * @throws GoletaException USER, in words fit for a list of validation errors
     */
    public static LabelSelection of(@Nullable LabelSelector selector) {
        if (selector == null) {
            return EVERYTHING;
        }
        List<LabelRequirement> requirements = new ArrayList<>();
        if (selector.getMatchLabels() != null) {
            selector.getMatchLabels()
                    .forEach((key, value) ->
                            requirements.add(new LabelRequirement(key, Operator.EQUALS, List.of(value))));
        }
        if (selector.getMatchExpressions() != null) {
            selector.getMatchExpressions()
                    .forEach(expression -> requirements.add(new LabelRequirement(
                            expression.getKey(),
                            operator(expression.getOperator()),
                            expression.getValues() == null ? List.of() : expression.getValues())));
        }
        requirements.sort(Comparator.comparing(LabelRequirement::key));
        return new LabelSelection(requirements);
    }

    /**
     * From the JSON of a custom resource, with {@code matchLabels} and {@code matchExpressions}.
     *
     * @param selector empty selects everything
     * @throws GoletaException USER, in words fit for a list of validation errors
     */
    public static LabelSelection ofApi(Map<String, ?> selector) {
        List<LabelRequirement> requirements = new ArrayList<>();
        if (selector.get("matchLabels") instanceof Map<?, ?> labels) {
            labels.forEach((key, value) -> requirements.add(
                    new LabelRequirement(String.valueOf(key), Operator.EQUALS, List.of(String.valueOf(value)))));
        }
        if (selector.get("matchExpressions") instanceof List<?> expressions) {
            for (Object expression : expressions) {
                if (expression instanceof Map<?, ?> map) {
                    requirements.add(new LabelRequirement(
                            String.valueOf(map.get("key")),
                            operator(String.valueOf(map.get("operator"))),
                            map.get("values") instanceof List<?> values
                                    ? values.stream().map(String::valueOf).toList()
                                    : List.of()));
                }
            }
        }
        requirements.sort(Comparator.comparing(LabelRequirement::key));
        return new LabelSelection(requirements);
    }

    /**
     * From kubectl's notation: {@code app=web,tier in (a,b),!legacy}.
     *
     * @throws GoletaException USER, with the position of the mistake
     */
    public static LabelSelection parse(String text) {
        try {
            return new LabelSelection(new LabelSelectionParser(text).parse());
        } catch (GoletaException e) {
            throw new GoletaException(Fault.USER, "label selector \"" + text + "\" is invalid: " + e.getMessage(), e);
        }
    }

    /**
     * In the JSON form of custom resources: equalities as {@code matchLabels}, everything else as {@code matchExpressions}.
     *
     * @throws GoletaException USER when a label must equal two values, which that form cannot express
     */
    public Map<String, Object> toApi() {
        Map<String, String> labels = new TreeMap<>();
        List<Map<String, Object>> expressions = new ArrayList<>();
        for (LabelRequirement requirement : requirements) {
            if (requirement.operator() != Operator.EQUALS) {
                expressions.add(requirement.toApi());
                continue;
            }
            String value = requirement.values().getFirst();
            if (!value.equals(labels.getOrDefault(requirement.key(), value))) {
                throw new GoletaException(
                        Fault.USER,
                        "label selector \"" + text() + "\" is invalid: label \"" + requirement.key()
                                + "\" cannot have two values");
            }
            labels.put(requirement.key(), value);
        }
        Map<String, Object> selector = new LinkedHashMap<>();
        if (!expressions.isEmpty()) {
            selector.put("matchExpressions", expressions);
        }
        if (!labels.isEmpty()) {
            selector.put("matchLabels", labels);
        }
        return selector;
    }

    /** In kubectl's notation, as the API server takes it in lists; empty when everything is selected. */
    public String text() {
        return requirements.stream().map(LabelRequirement::toString).collect(Collectors.joining(","));
    }

    /** Whether everything is selected. */
    public boolean isEverything() {
        return requirements.isEmpty();
    }

    @Override
    public boolean test(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }

    private static Operator operator(@Nullable String name) {
        return switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            case null, default ->
                throw new GoletaException(
                        Fault.USER,
                        "\"" + name
                                + "\" is not a valid label selector operator; use In, NotIn, Exists or DoesNotExist");
        };
    }
}
