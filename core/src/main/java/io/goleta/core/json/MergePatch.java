package io.goleta.core.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON merge patches (RFC 7396): what turns one document into another. Pure. */
public final class MergePatch {
    private MergePatch() {}

    /** The patch that makes {@code after} of {@code before}; empty when they are equal. Nulls delete, lists are replaced as a whole. */
    public static Map<String, @Nullable Object> between(Map<String, Object> before, Map<String, Object> after) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        after.forEach((key, now) -> {
            Object old = before.get(key);
            if (old instanceof Map<?, ?> oldMap && now instanceof Map<?, ?> newMap) {
                Map<String, @Nullable Object> inner = between(typed(oldMap), typed(newMap));
                if (!inner.isEmpty()) {
                    patch.put(key, inner);
                }
            } else if (!Objects.equals(old, now)) {
                patch.put(key, now);
            }
        });
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> patch.put(key, null));
        return patch;
    }

    /** What the patch makes of a document; fields that it does not name stay as they are. */
    public static Map<String, Object> applied(
            Map<String, Object> document, Map<String, ? extends @Nullable Object> patch) {
        Map<String, Object> result = new LinkedHashMap<>(document);
        patch.forEach((key, value) -> {
            if (value == null) {
                result.remove(key);
            } else if (value instanceof Map<?, ?> inner) {
                result.put(
                        key, applied(result.get(key) instanceof Map<?, ?> old ? typed(old) : Map.of(), typed(inner)));
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
