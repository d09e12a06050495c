package io.goleta.cli.describe;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.Colour;
import io.goleta.cli.output.TabbedText;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parts that several descriptions share. */
public final class Sections {
    /** Follows what a spec asks of Velero and Goleta does not do. */
    public static final String NOT_EXECUTED = "(not executed by Goleta)";

    /** Stands for an absent value. */
    public static final String NONE = "<none>";

    private static final String NOT_YET = "<n/a>";

    private Sections() {}

    /** Name, namespace, labels and annotations. */
    public static void metadata(KubernetesObject object, TabbedText text) {
        text.line("Name:\t" + object.name());
        text.line("Namespace:\t" + Optional.ofNullable(object.namespace()).orElse(""));
        map("Labels:", object.labels(), text);
        map("Annotations:", object.annotations(), text);
    }

    /** One {@code key=value} per line, the first beside the label. */
    public static void map(String label, Map<String, String> values, TabbedText text) {
        String first = label;
        for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            text.line(first + "\t" + entry.getKey() + "=" + entry.getValue());
            first = "";
        }
        if (values.isEmpty()) {
            text.line(label + "\t" + NONE);
        }
    }

    /**
     * The phase.
     *
     * @param hint what to do about a failure
     */
    public static void phase(KubernetesObject object, String hint, boolean coloured, TabbedText text) {
        String phase = object.string("status", "phase")
                .filter(value -> !value.isEmpty())
                .orElse("New");
        Colour colour = coloured ? colour(phase) : Colour.NONE;
        boolean wentWrong = phase.equals("Failed") || phase.equals("PartiallyFailed");
        text.line("Phase:", wentWrong && !hint.isEmpty() ? phase + " (" + hint + ")" : phase, colour);
    }

    /** The validation errors in the status, one per line, if there are any. */
    public static void validationErrors(KubernetesObject object, TabbedText text) {
        List<Object> errors = object.list("status", "validationErrors");
        if (errors.isEmpty()) {
            return;
        }
        text.blank();
        String first = "Validation errors:";
        for (Object error : errors) {
            text.line(first + "\t" + error);
            first = "";
        }
    }

    /** The failure reason in the status, if there is one. */
    public static void failureReason(KubernetesObject object, TabbedText text) {
        object.string("status", "failureReason")
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> text.blank().line("Failure reason:\t" + reason));
    }

    /**
     * Two lists of a spec.
     *
     * @param what the suffix of their fields: {@code Namespaces}
     */
    public static void includesExcludes(
            Map<String, Object> spec, String what, String allIncluded, String indent, TabbedText text) {
        text.line(indent + "\tIncluded:\t" + joined(spec.get("included" + what), allIncluded));
        text.line(indent + "\tExcluded:\t" + joined(spec.get("excluded" + what), NONE));
    }

    /** The elements of a list, separated by commas. */
    public static String joined(@Nullable Object list, String whenEmpty) {
        return list instanceof List<?> values && !values.isEmpty()
                ? String.join(", ", values.stream().map(String::valueOf).toList())
                : whenEmpty;
    }

    /** What a spec asks of Velero and Goleta does not do, if there is anything. */
    public static void notExecuted(List<String> sentences, TabbedText text) {
        if (!sentences.isEmpty()) {
            text.blank().line("Not Executed by Goleta:");
            sentences.forEach(sentence -> text.line("\t" + sentence));
        }
    }

    /** A boolean of a spec; {@code auto} when it is absent. */
    public static String decision(@Nullable Object value, String whenTrue, String whenFalse) {
        return value instanceof Boolean decided ? decided ? whenTrue : whenFalse : "auto";
    }

    /** The label selectors of a spec. */
    public static void selector(Map<String, Object> spec, TabbedText text) {
        text.line("Label selector:\t" + selector(spec.get("labelSelector")));
        if (spec.get("orLabelSelectors") instanceof List<?> selectors && !selectors.isEmpty()) {
            text.line("Or label selector:\t"
                    + String.join(
                            " or ", selectors.stream().map(Sections::selector).toList()));
        }
    }

    /** A label selector in kubectl's notation. */
    public static String selector(@Nullable Object selector) {
        return selector instanceof Map<?, ?> map ? Cells.selector(asJson(map)) : NONE;
    }

    /** A timestamp of the status in local time. */
    public static String time(Times times, KubernetesObject object, String field) {
        return Times.parse(object.string("status", field)).map(times::local).orElse(NOT_YET);
    }

    /** A JSON object, whose keys are always strings. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> asJson(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Colour colour(String phase) {
        return switch (phase) {
            case "Completed" -> Colour.GREEN;
            case "Failed", "PartiallyFailed", "FailedValidation" -> Colour.RED;
            default -> Colour.NONE;
        };
    }
}
