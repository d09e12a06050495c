package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has to change in an object of the cluster to make it the one to restore, as a JSON merge patch (RFC 7396). Pure. */
final class MergePatch {
    private MergePatch() {}

    /**
     * The patch; empty when there is nothing to change.
     *
     * <p>What the server owns is left alone. So is a field that the backup had and the restore took away on purpose, such as the
     * address of a service: the cluster has filled it in again.
     *
     * @param wanted the object as the restore would create it
     * @param original the object as it lies in the backup
     */
    static Map<String, @Nullable Object> between(
            KubernetesObject inCluster, KubernetesObject wanted, KubernetesObject original) {
        Map<String, @Nullable Object> patch = between(
                ServerManagedFields.removed(inCluster).content(),
                ServerManagedFields.removed(wanted).content(),
                original.content());
        patch.remove("apiVersion");
        return patch;
    }

    private static Map<String, @Nullable Object> between(Map<?, ?> old, Map<?, ?> wanted, @Nullable Object original) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            Object before = old.get(key);
            Object backedUp = child(original, key);
            if (value instanceof Map<?, ?> now && before instanceof Map<?, ?> then) {
                Map<String, @Nullable Object> inner = between(then, now, backedUp);
                if (!inner.isEmpty()) {
                    patch.put((String) key, inner);
                }
            } else if (!isSame(before, value, backedUp)) {
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
            return between(then, now, original).isEmpty();
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
            Object backedUp = original instanceof List<?> list && i < list.size() ? list.get(i) : null;
            if (!isSame(old.get(i), wanted.get(i), backedUp)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object child(@Nullable Object parent, Object key) {
        return parent instanceof Map<?, ?> map ? map.get(key) : null;
    }

    /** The API server leaves out, or writes, empty collections as it likes. */
    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }
}
