package io.goleta.core.itemaction;

import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ports of a service somebody asked for, according to its {@code managedFields}: the API server writes down there who set which
 * field, but not the ports that it assigned itself.
 */
final class ManagedPorts {
    private static final String KEY = "k:";

    private final List<KubernetesObject> specs;

    private ManagedPorts(List<KubernetesObject> specs) {
        this.specs = specs;
    }

    static ManagedPorts of(KubernetesObject service) {
        return new ManagedPorts(service.maps("metadata", "managedFields").stream()
                .map(KubernetesObject::of)
                .map(manager -> KubernetesObject.of(manager.map("fieldsV1", "f:spec")))
                .toList());
    }

    boolean healthCheckNodePort() {
        return specs.stream().anyMatch(spec -> spec.get("f:healthCheckNodePort").isPresent());
    }

    boolean nodePortOf(Map<String, Object> port) {
        return specs.stream()
                .flatMap(spec -> spec.map("f:ports").entrySet().stream())
                .anyMatch(entry -> entry.getValue() instanceof Map<?, ?> fields
                        && fields.containsKey("f:nodePort")
                        && isKeyOf(port, entry.getKey()));
    }

    /** As in {@code k:{"port":80,"protocol":"TCP"}}. */
    private static boolean isKeyOf(Map<String, Object> port, String text) {
        if (!text.startsWith(KEY)) {
            return false;
        }
        try {
            KubernetesObject key = Json.read(text.substring(KEY.length()).getBytes(StandardCharsets.UTF_8));
            return key.get("port").map(String::valueOf).equals(Optional.of(String.valueOf(port.get("port"))))
                    && key.string("protocol").orElse("TCP").equals(port.getOrDefault("protocol", "TCP"));
        } catch (GoletaException e) {
            return false;
        }
    }
}
