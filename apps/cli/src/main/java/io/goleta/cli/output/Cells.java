package io.goleta.cli.output;

import io.goleta.core.select.LabelSelection;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Cells that several tables share. */
public final class Cells {
    private static final String NONE = "<none>";
    private static final String NIL = "<nil>";

    private Cells() {}

    /** The phase; {@code New} when there is none yet. */
    public static String phase(KubernetesObject object) {
        return object.string("status", "phase")
                .filter(phase -> !phase.isEmpty())
                .orElse("New");
    }

    /** A timestamp in local time, or {@code <nil>}. */
    public static String time(Times times, Optional<String> timestamp) {
        return Times.parse(timestamp).map(times::local).orElse(NIL);
    }

    /** A number in the status, by default 0. */
    public static String count(KubernetesObject object, String field) {
        return object.get("status", field).map(Object::toString).orElse("0");
    }

    /** The label selector at this path, in kubectl's notation. */
    public static String selector(KubernetesObject object, String... path) {
        return selector(object.map(path));
    }

    /** A label selector of the API in kubectl's notation: {@code app=web,tier in (a,b)}. */
    public static String selector(Map<String, ?> selector) {
        try {
            String text = LabelSelection.ofApi(selector).text();
            return text.isEmpty() ? NONE : text;
        } catch (GoletaException e) {
            // As kubectl prints an invalid selector; the object's validation errors name the mistake.
            return "<error>";
        }
    }

    /** Annotations as kubectl takes them: {@code key="value"}, separated by spaces. */
    public static String annotations(Map<String, String> annotations) {
        return new TreeMap<>(annotations)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(" "));
    }
}
