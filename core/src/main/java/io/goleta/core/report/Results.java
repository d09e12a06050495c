package io.goleta.core.report;

import org.jspecify.annotations.Nullable;

/** Warnings and errors of a run, by where they happened, and their document in the bucket. Thread-safe. */
public final class Results {

    /** A warning about Goleta's own work. */
    public void warn(String message) {}

    /** A warning about an object; a null namespace means cluster-scoped. */
    public void warn(@Nullable String namespace, String message) {}

    /** An error in Goleta's own work. */
    public void error(String message) {}

    /** An error about an object; a null namespace means cluster-scoped. */
    public void error(@Nullable String namespace, String message) {}

    /** Number of warnings. */
    public int warnings() {
        return 0;
    }

    /** Number of errors. */
    public int errors() {
        return 0;
    }

    /** Velero's results document: {@code {"errors":{"velero":[..],"cluster":[..],"namespaces":{..}},"warnings":{..}}}. */
    public byte[] toJson() {
        throw new UnsupportedOperationException("not written yet");
    }
}
