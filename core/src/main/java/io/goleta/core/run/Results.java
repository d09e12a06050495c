package io.goleta.core.run;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.json.GoJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Warnings and errors of a run, by where they happened, and their document in the bucket. Thread-safe. */
public final class Results {
    private static final Comparator<SkippedVolume> ORDER = Comparator.comparing(SkippedVolume::namespace)
            .thenComparing(SkippedVolume::pod)
            .thenComparing(SkippedVolume::volume);

    private final Messages warnings = new Messages();
    private final Messages errors = new Messages();
    private final Set<SkippedVolume> leftOut = new ConcurrentSkipListSet<>(ORDER);

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

    /** A volume that is not backed up. */
    public void leaveOut(SkippedVolume volume) {
        leftOut.add(volume);
    }

    /** Number of warnings. */
    public int warnings() {
        return warnings.count();
    }

    /** Number of errors. */
    public int errors() {
        return errors.count();
    }

    /**
     * Velero's results document: {@code {"errors":{"velero":[..],"cluster":[..],"namespaces":{..}},"warnings":{..}}}, and where
     * there are any, the volumes that are not backed up.
     */
    public byte[] toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errors", errors.document());
        document.put("warnings", warnings.document());
        if (!leftOut.isEmpty()) {
            document.put(SkippedVolume.SIDE, SkippedVolume.document(List.copyOf(leftOut)));
        }
        return GoJson.line(document);
    }
}
