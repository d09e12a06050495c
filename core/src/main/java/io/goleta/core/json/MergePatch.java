package io.goleta.core.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON merge patches (RFC 7396): makes the one that turns a document into a different one, and applies them. Absent and empty collections are the same, because
 * the API server leaves out, or writes, empty ones as it likes; numbers are compared by their value. Pure.
 */
public final class MergePatch {
    private MergePatch() {}

    /** The patch; empty when there is nothing to change. A field that is absent afterwards is removed. */
    public static Map<String, @Nullable Object> between(Map<String, ?> before, Map<String, ?> after) {
        return between(before, after, Map.of());
    }

    /**
     * The same, but a field that the original has and {@code after} lacks stays as it is.
     *
     * @param original a document from which such fields were removed on purpose to make {@code after}
     */
    public static Map<String, @Nullable Object> between(
            Map<String, ?> before, Map<String, ?> after, Map<String, ?> original) {
        return patch(before, after, original);
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

    private static Map<String, @Nullable Object> patch(Map<?, ?> old, Map<?, ?> wanted, @Nullable Object original) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            Object before = old.get(key);
            Object removed = child(original, key);
            if (value instanceof Map<?, ?> now && before instanceof Map<?, ?> then) {
                Map<String, @Nullable Object> inner = patch(then, now, removed);
                if (!inner.isEmpty()) {
                    patch.put((String) key, inner);
                }
            } else if (!isSame(before, value, removed)) {
                patch.put((String) key, value);
            }
        });
        old.forEach((key, value) -> {
            if (!wanted.containsKey(key) && !isEmpty(value) && child(original, key) == null) {
                patch.put((String) key, null);
            }
        });
        return patch;
    }

    private static boolean isSame(@Nullable Object old, @Nullable Object wanted, @Nullable Object original) {
        if (isEmpty(old) || isEmpty(wanted)) {
            return isEmpty(old) && isEmpty(wanted);
        }
        if (old instanceof Map<?, ?> then && wanted instanceof Map<?, ?> now) {
            return patch(then, now, original).isEmpty();
        }
        if (old instanceof List<?> then && wanted instanceof List<?> now) {
            return isSameList(then, now, original);
        }
        if (old instanceof Number a && wanted instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        return Objects.equals(old, wanted);
    }

    private static boolean isSameList(List<?> old, List<?> wanted, @Nullable Object original) {
        if (old.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < old.size(); i++) {
            Object removed = original instanceof List<?> list && i < list.size() ? list.get(i) : null;
            if (!isSame(old.get(i), wanted.get(i), removed)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object child(@Nullable Object parent, Object key) {
        return parent instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }
}
