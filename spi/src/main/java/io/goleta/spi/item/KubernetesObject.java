package io.goleta.spi.item;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any Kubernetes object, as its JSON: maps ({@code Map<String, Object>}), lists, texts, numbers, booleans and null.
 *
 * <p>Immutable and thread-safe: {@code with} and {@code without} return a changed copy and leave the original as it was.
 * A path is given step by step; a step into a map is its key, a step into a list its index as text:
 * {@code object.get("spec", "containers", "0", "image")}. A path that leads nowhere reads as absent.
 */
public final class KubernetesObject {
    private final Map<String, Object> content;

    private KubernetesObject(Map<String, Object> content) {
        this.content = content;
    }

    /**
     * An object with a deep copy of {@code content}.
     *
     * @throws IllegalArgumentException when the content holds something that JSON does not have
     */
    public static KubernetesObject of(Map<String, ?> content) {
        return new KubernetesObject(frozenMap(content));
    }

    /**
     * An object that takes {@code content} over without copying, for callers that just parsed it. Nobody may change it, or
     * anything in it, ever after.
     */
    public static KubernetesObject adopt(Map<String, Object> content) {
        return new KubernetesObject(content);
    }

    /** The whole object as unmodifiable JSON values, in the order it was read. */
    public Map<String, Object> content() {
        return Collections.unmodifiableMap(content);
    }

    /** {@code v1}, {@code apps/v1}; empty when missing. */
    public String apiVersion() {
        return string("apiVersion").orElse("");
    }

    /** {@code Pod}; empty when missing. */
    public String kind() {
        return string("kind").orElse("");
    }

    /** {@code metadata.name}; empty when missing. */
    public String name() {
        return string("metadata", "name").orElse("");
    }

    /** {@code metadata.namespace}; null for a cluster-scoped object. */
    public @Nullable String namespace() {
        return string("metadata", "namespace").filter(text -> !text.isEmpty()).orElse(null);
    }

    /** {@code metadata.uid}; empty when missing. */
    public String uid() {
        return string("metadata", "uid").orElse("");
    }

    /** {@code metadata.labels}. */
    public Map<String, String> labels() {
        return strings("metadata", "labels");
    }

    /** {@code metadata.annotations}. */
    public Map<String, String> annotations() {
        return strings("metadata", "annotations");
    }

    /** The value at a path; empty when absent or JSON null. Maps and lists come unmodifiable. */
    public Optional<Object> get(String... path) {
        Object value = content;
        for (String step : path) {
            value = child(value, step);
        }
        return Optional.ofNullable(unmodifiable(value));
    }

    /** The text at a path; empty when there is none, or something else. */
    public Optional<String> string(String... path) {
        return get(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The boolean at a path; false when there is none, or something else. */
    public boolean isTrue(String... path) {
        return get(path).filter(Boolean.TRUE::equals).isPresent();
    }

    /** The map of texts at a path; entries of other types are left out; empty when there is no map. */
    public Map<String, String> strings(String... path) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(path).forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return Collections.unmodifiableMap(texts);
    }

    /** The map at a path; empty when there is none. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String... path) {
        return get(path)
                .filter(Map.class::isInstance)
                .map(value -> (Map<String, Object>) value)
                .orElse(Map.of());
    }

    /** The maps in the list at a path, as {@code spec.containers} or {@code spec.volumes}; others are left out. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> maps(String... path) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Object element : list(path)) {
            if (element instanceof Map<?, ?> map) {
                found.add(Collections.unmodifiableMap((Map<String, Object>) map));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** The list at a path; empty when there is none. */
    @SuppressWarnings("unchecked")
    public List<Object> list(String... path) {
        return get(path)
                .filter(List.class::isInstance)
                .map(value -> (List<Object>) value)
                .orElse(List.of());
    }

    /**
     * A copy with {@code value} at the path. Maps on the way are created as needed.
     *
     * @throws IllegalArgumentException when the path is empty, or leads through a list that has no such index
     */
    public KubernetesObject with(Object value, String... path) {
        return new KubernetesObject(changed(content, path, 0, frozen(value)));
    }

    /**
     * A copy without the value at the path; the same object when there was none.
     *
     * @throws IllegalArgumentException when the path is empty
     */
    public KubernetesObject without(String... path) {
        return get(path).isEmpty() && !holdsNull(path)
                ? this
                : new KubernetesObject(changed(content, path, 0, REMOVED));
    }

    /** A copy with one more label. */
    public KubernetesObject withLabel(String key, String value) {
        return with(value, "metadata", "labels", key);
    }

    /** A copy with one more annotation. */
    public KubernetesObject withAnnotation(String key, String value) {
        return with(value, "metadata", "annotations", key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubernetesObject object && content.equals(object.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Its address only: content may hold secrets. */
    @Override
    public String toString() {
        return kind() + " " + (namespace() == null ? name() : namespace() + "/" + name());
    }

    private static final Object REMOVED = new Object();

    private boolean holdsNull(String... path) {
        Object parent = content;
        for (int i = 0; i < path.length - 1; i++) {
            parent = child(parent, path[i]);
        }
        return parent instanceof Map<?, ?> map && map.containsKey(path[path.length - 1]);
    }

    private static @Nullable Object child(@Nullable Object value, String step) {
        if (value instanceof Map<?, ?> map) {
            return map.get(step);
        }
        if (value instanceof List<?> list) {
            int index = indexIn(list, step);
            return index < 0 ? null : list.get(index);
        }
        return null;
    }

    private static int indexIn(List<?> list, String step) {
        if (step.isEmpty() || !step.chars().allMatch(c -> c >= '0' && c <= '9') || step.length() > 9) {
            return -1;
        }
        int index = Integer.parseInt(step);
        return index < list.size() ? index : -1;
    }

    private static Map<String, Object> changed(Map<?, ?> map, String[] path, int depth, @Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, old) -> copy.put((String) key, old));
        if (path.length == 0) {
            throw new IllegalArgumentException("the path is empty");
        }
        String step = path[depth];
        if (depth < path.length - 1) {
            copy.put(step, changedChild(copy.get(step), path, depth + 1, value));
        } else if (value == REMOVED) {
            copy.remove(step);
        } else {
            copy.put(step, value);
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Object changedChild(@Nullable Object child, String[] path, int depth, @Nullable Object value) {
        if (!(child instanceof List<?> list)) {
            return changed(child instanceof Map<?, ?> map ? map : Map.of(), path, depth, value);
        }
        int index = indexIn(list, path[depth]);
        if (index < 0) {
            throw new IllegalArgumentException("no element " + path[depth] + " in the list at "
                    + String.join(".", List.of(path).subList(0, depth)));
        }
        List<Object> copy = new ArrayList<>(list);
        if (depth < path.length - 1) {
            copy.set(index, changedChild(copy.get(index), path, depth + 1, value));
        } else if (value == REMOVED) {
            copy.remove(index);
        } else {
            copy.set(index, value);
        }
        return Collections.unmodifiableList(copy);
    }

    private static @Nullable Object unmodifiable(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> Collections.unmodifiableMap(map);
            case List<?> list -> Collections.unmodifiableList(list);
            case null, default -> value;
        };
    }

    private static Map<String, Object> frozenMap(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw new IllegalArgumentException("not a JSON key: " + key);
            }
            copy.put(text, frozen(value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> frozenMap(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(frozen(element)));
                yield Collections.unmodifiableList(copy);
            }
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number;
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        };
    }
}
