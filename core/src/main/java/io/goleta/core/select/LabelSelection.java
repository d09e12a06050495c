package io.goleta.core.select;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.goleta.core.select.LabelRequirement.Operator;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A selection by labels: read from the API's form or from kubectl's notation, written in kubectl's notation, and applied to
 * labels. All requirements must hold; without any, everything is selected. Immutable.
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
     * From kubectl's notation: {@code app=web,tier in (a,b),!legacy}.
     *
     * @throws GoletaException USER, saying what is wrong and where
     */
    public static LabelSelection parse(String text) {
        return new LabelSelection(new LabelSelectionParser(text).parse());
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
