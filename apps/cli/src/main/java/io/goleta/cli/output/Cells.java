package io.goleta.cli.output;

import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/** Cells that several tables share. */
public final class Cells {
    private static final String NIL = "<nil>";

    private Cells() {}

    public static String phase(KubernetesObject object) {
        return object.string("status", "phase")
                .filter(phase -> !phase.isEmpty())
                .orElse("New");
    }

    public static String time(Times times, Optional<String> timestamp) {
        return Times.parse(timestamp).map(times::local).orElse(NIL);
    }

    public static String count(KubernetesObject object, String field) {
        return object.get("status", field).map(Object::toString).orElse("0");
    }

    public static String selector(KubernetesObject object, String... path) {
        return SelectorText.of(object.map(path));
    }
}
