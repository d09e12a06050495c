package com.example.redact;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** What both directions agree on. */
final class Redaction {
    /** The name of both extensions, and the key of the label on their ConfigMaps. */
    static final String PLUGIN = "example.com/redact";

    /** Users put it on objects that hold values to keep out of backups. */
    static final String LABEL = "example.com/redact";

    private static final String ANNOTATION = "example.com/redacted-keys";

    private Redaction() {}

    /** A copy that tells which keys have lost their value. */
    static KubernetesObject note(KubernetesObject item, List<String> keys) {
        return item.withAnnotation(ANNOTATION, String.join(",", keys));
    }

    /** Which keys have lost their value, as they are noted in the object; empty when none has. */
    static String noted(KubernetesObject item) {
        return item.annotations().getOrDefault(ANNOTATION, "");
    }

    /** A copy without the note. */
    static KubernetesObject withoutNote(KubernetesObject item) {
        return item.without("metadata", "annotations", ANNOTATION);
    }
}
