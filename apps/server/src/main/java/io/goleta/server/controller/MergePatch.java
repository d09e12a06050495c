package io.goleta.server.controller;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON merge patch (RFC 7396) that turns one document into another. */
final class MergePatch {
    private MergePatch() {}

    static Map<String, @Nullable Object> between(Map<String, Object> before, Map<String, Object> after) {
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
