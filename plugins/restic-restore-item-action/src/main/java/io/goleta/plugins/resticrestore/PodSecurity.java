package io.goleta.plugins.resticrestore;

import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The security context of the waiting container where no ConfigMap sets one: that of the pod's first container. So it can read what
 * the application can read, even in a volume with a folder that only its owner may enter, and an admission policy that admits the
 * pod admits the container.
 */
final class PodSecurity {
    private static final List<String> TAKEN_OVER = List.of(
            "runAsUser", "runAsGroup", "runAsNonRoot", "allowPrivilegeEscalation", "seccompProfile", "seLinuxOptions");
    /** The user of Goleta's image is root, which a pod may forbid without naming a different user. */
    private static final long UNPRIVILEGED_USER = 65532;

    private PodSecurity() {}

    /** As in a container; empty when the pod asks for nothing. */
    static Map<String, Object> of(KubernetesObject pod) {
        Map<?, ?> first = pod.maps("spec", "containers").stream()
                .findFirst()
                .map(container -> map(container.get("securityContext")))
                .orElse(Map.of());
        Map<String, Object> context = new LinkedHashMap<>();
        for (String field : TAKEN_OVER) {
            Object value = first.get(field);
            if (value != null) {
                context.put(field, value);
            }
        }
        Object drop = map(first.get("capabilities")).get("drop");
        if (drop != null) {
            context.put("capabilities", Map.of("drop", drop));
        }
        if (isNonRoot(pod, first) && !namesUser(pod, first)) {
            context.put("runAsUser", UNPRIVILEGED_USER);
        }
        return context;
    }

    private static boolean isNonRoot(KubernetesObject pod, Map<?, ?> container) {
        Object own = container.get("runAsNonRoot");
        return Boolean.TRUE.equals(
                own == null ? pod.get("spec", "securityContext", "runAsNonRoot").orElse(false) : own);
    }

    private static boolean namesUser(KubernetesObject pod, Map<?, ?> container) {
        return container.get("runAsUser") != null
                || pod.get("spec", "securityContext", "runAsUser").isPresent();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
