package io.goleta.core.report;

import io.goleta.core.json.GoJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warnings and errors of a run, by where they happened, and their document in the bucket. Thread-safe. */
public final class Results {
    private final Messages warnings = new Messages();
    private final Messages errors = new Messages();

    /** A warning about Goleta's own work. */
    public void warn(String message) {
        warnings.addOwn(message);
    }

    /** A warning about an object; a null namespace means cluster-scoped. */
    public void warn(@Nullable String namespace, String message) {
        warnings.add(namespace, message);
    }

    /** An error in Goleta's own work. */
    public void error(String message) {
        errors.addOwn(message);
    }

    /** An error about an object; a null namespace means cluster-scoped. */
    public void error(@Nullable String namespace, String message) {
        errors.add(namespace, message);
    }

    /** Number of warnings. */
    public int warnings() {
        return warnings.count();
    }

    /** Number of errors. */
    public int errors() {
        return errors.count();
    }

    /** Velero's results document: {@code {"errors":{"velero":[..],"cluster":[..],"namespaces":{..}},"warnings":{..}}}. */
    public byte[] toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errors", errors.document());
        document.put("warnings", warnings.document());
        return GoJson.line(document);
    }
}
