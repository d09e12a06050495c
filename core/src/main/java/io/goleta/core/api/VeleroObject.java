package io.goleta.core.api;

import io.goleta.core.json.Json;
import io.goleta.core.json.MergePatch;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource of Velero: a typed view over its JSON. The JSON stays as the API server has it, with all fields that the
 * types do not know; a change touches no other field than it names. Not thread-safe.
 *
 * <p>Other programs write these objects too. One that cannot be understood (a phase of a newer Velero, a number where a list
 * belongs) does not break whoever lists or watches its kind: it has a {@link #problem()}, and throws it when it is asked for
 * more than its metadata.
 *
 * <p>A spec or status that is absent reads as one in which every field is.
 *
 * @param <S> its spec
 * @param <T> its status
 */
public abstract class VeleroObject<S, T> {
    private static final String SPEC = "spec";
    private static final String STATUS = "status";

    private final VeleroKind<?> kind;
    private KubernetesObject object;
    private @Nullable S spec;
    private @Nullable T status;
    private @Nullable String problem;

    VeleroObject(VeleroKind<?> kind, KubernetesObject object, Class<S> specType, Class<T> statusType) {
        this.kind = kind;
        this.object = object;
        try {
            this.spec = part(object, SPEC, specType);
            this.status = part(object, STATUS, statusType);
        } catch (GoletaException e) {
            this.problem = kind.kind() + " " + object.name() + " cannot be understood: " + e.getMessage();
        }
    }

    private static <P> P part(KubernetesObject object, String field, Class<P> type) {
        Object value = object.get(field).orElse(Map.of());
        if (!(value instanceof Map<?, ?>)) {
            throw new GoletaException(Fault.USER, field + " is not an object");
        }
        return Json.convert(object.map(field), type);
    }

    /** The JSON with the changes that were made here. */
    public final KubernetesObject object() {
        return object;
    }

    public final VeleroKind<?> kind() {
        return kind;
    }

    /** Why spec and status cannot be read; empty when they can. */
    public final Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether spec and status can be read. */
    public final boolean isReadable() {
        return problem == null;
    }

    /**
     * @throws GoletaException USER when there is a {@link #problem()}
     */
    public final S spec() {
        if (spec == null || problem != null) {
            throw new GoletaException(Fault.USER, String.valueOf(problem));
        }
        return spec;
    }

    /**
     * @throws GoletaException USER when there is a {@link #problem()}
     */
    public final T status() {
        if (status == null || problem != null) {
            throw new GoletaException(Fault.USER, String.valueOf(problem));
        }
        return status;
    }

    public final String name() {
        return object.name();
    }

    /** Empty for an object that was made without one. */
    public final String namespace() {
        String namespace = object.namespace();
        return namespace == null ? "" : namespace;
    }

    public final String uid() {
        return object.uid();
    }

    public final Map<String, String> labels() {
        return object.labels();
    }

    public final Map<String, String> annotations() {
        return object.annotations();
    }

    /** When the API server made it; empty before that. */
    public final Optional<Instant> created() {
        try {
            return object.string("metadata", "creationTimestamp").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Changes the fields of the spec that differ. */
    public final void setSpec(S changed) {
        object = object.with(changed(SPEC, spec(), changed), SPEC);
        spec = changed;
    }

    /** Changes the fields of the status that differ. */
    public final void setStatus(T changed) {
        object = object.with(changed(STATUS, status(), changed), STATUS);
        status = changed;
    }

    private Map<String, Object> changed(String field, Object before, Object after) {
        return MergePatch.applied(object.map(field), MergePatch.between(Json.toMap(before), Json.toMap(after)));
    }

    /** Sets a label; null takes it off. */
    public final void setLabel(String key, @Nullable String value) {
        object = withEntry("labels", object.labels(), key, value);
    }

    /** Sets an annotation; null takes it off. */
    public final void setAnnotation(String key, @Nullable String value) {
        object = withEntry("annotations", object.annotations(), key, value);
    }

    /** Whether it stays after its deletion until a finalizer is taken off. */
    public final boolean hasFinalizer(String finalizer) {
        return finalizers().contains(finalizer);
    }

    /** Puts a finalizer on, or takes it off; others stay. */
    public final void setFinalizer(String finalizer, boolean on) {
        if (on == hasFinalizer(finalizer)) {
            return;
        }
        List<String> finalizers = new ArrayList<>(finalizers());
        if (on) {
            finalizers.add(finalizer);
        } else {
            finalizers.remove(finalizer);
        }
        object = object.with(finalizers, "metadata", "finalizers");
    }

    private List<String> finalizers() {
        return object.list("metadata", "finalizers").stream()
                .map(String::valueOf)
                .toList();
    }

    private KubernetesObject withEntry(String field, Map<String, String> old, String key, @Nullable String value) {
        if (value == null && !old.containsKey(key)) {
            return object;
        }
        Map<String, String> entries = new HashMap<>(old);
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
        return object.with(entries, "metadata", field);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof VeleroObject<?, ?> view && view.kind == kind && view.object.equals(object);
    }

    @Override
    public final int hashCode() {
        return object.hashCode();
    }

    @Override
    public final String toString() {
        return kind.kind() + " " + object.name();
    }
}
