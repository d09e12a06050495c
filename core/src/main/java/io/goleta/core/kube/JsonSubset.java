package io.goleta.core.kube;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an object holds everything that was sent, besides what the API server added. */
final class JsonSubset {
    private JsonSubset() {}

    static boolean contains(KubernetesObject existing, KubernetesObject sent) {
        return contains(existing.content(), sent.content());
    }

    private static boolean contains(@Nullable Object existing, @Nullable Object sent) {
        if (sent instanceof Map<?, ?> map) {
            return existing instanceof Map<?, ?> other
                            && map.entrySet().stream()
                                    .allMatch(entry -> contains(other.get(entry.getKey()), entry.getValue()))
                    || map.isEmpty() && existing == null;
        }
        if (sent instanceof List<?> list) {
            return existing instanceof List<?> other && containsEach(other, list) || list.isEmpty() && existing == null;
        }
        return Objects.equals(existing, sent);
    }

    private static boolean containsEach(List<?> existing, List<?> sent) {
        if (existing.size() != sent.size()) {
            return false;
        }
        for (int i = 0; i < sent.size(); i++) {
            if (!contains(existing.get(i), sent.get(i))) {
                return false;
            }
        }
        return true;
    }
}
