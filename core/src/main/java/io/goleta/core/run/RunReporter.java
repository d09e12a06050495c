package io.goleta.core.run;

import io.goleta.core.api.SkippedVolume;
import org.jspecify.annotations.Nullable;

/**
 * The warnings and errors of a run: each goes to its log and, for {@code describe}, to its results.
 * Thread-safe.
 */
public record RunReporter(RunLog log, Results results) implements AutoCloseable {

    /** A line of the log only; {@code keysAndValues} alternate. */
    public void info(String message, String... keysAndValues) {
        log.info(message, keysAndValues);
    }

    /** A warning about Goleta's own work. */
    public void warn(String message) {
        log.warn(message);
        results.warn(message);
    }

    /** A warning about an object; a null namespace means cluster-scoped. */
    public void warn(@Nullable String namespace, String message) {
        log.warn(message, keys(namespace));
        results.warn(namespace, message);
    }

    /** An error in Goleta's own work. */
    public void error(String message) {
        log.error(message);
        results.error(message);
    }

    /** An error about an object; a null namespace means cluster-scoped. */
    public void error(@Nullable String namespace, String message) {
        log.error(message, keys(namespace));
        results.error(namespace, message);
    }

    /** A volume that is not backed up, with the reason; not a warning. */
    public void leaveOut(SkippedVolume volume) {
        log.info(
                "Volume " + volume.volume() + " of pod " + volume.pod() + " is not backed up: " + volume.reason(),
                keys(volume.namespace()));
        results.leaveOut(volume);
    }

    /** Finishes the log. */
    @Override
    public void close() {
        log.close();
    }

    private static String[] keys(@Nullable String namespace) {
        return namespace == null ? new String[0] : new String[] {"namespace", namespace};
    }
}
