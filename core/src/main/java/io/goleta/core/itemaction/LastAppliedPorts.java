package io.goleta.core.itemaction;

import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which ports of a service the user asked for, according to what {@code kubectl apply} wrote down. */
final class LastAppliedPorts {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private final KubernetesObject service;

    private LastAppliedPorts(KubernetesObject service) {
        this.service = service;
    }

    /** An absent or unreadable annotation asks for nothing. */
    static LastAppliedPorts of(KubernetesObject service) {
        String text = service.annotations().getOrDefault(ANNOTATION, "{}");
        try {
            return new LastAppliedPorts(Json.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GoletaException e) {
            return new LastAppliedPorts(KubernetesObject.of(Map.of()));
        }
    }

    boolean healthCheckNodePort() {
        return number(service.get("spec", "healthCheckNodePort").orElse(null)) > 0;
    }

    /** A named port is known by its name, an unnamed one by its number. */
    boolean nodePortOf(Map<String, Object> port) {
        String name = name(port);
        int assigned = number(port.get("nodePort"));
        return service.maps("spec", "ports").stream()
                .filter(asked -> name(asked).equals(name))
                .mapToInt(asked -> number(asked.get("nodePort")))
                .anyMatch(asked -> asked > 0 && (!name.isEmpty() || asked == assigned));
    }

    private static String name(Map<String, Object> port) {
        return port.get("name") instanceof String text ? text : "";
    }

    private static int number(@Nullable Object value) {
        return switch (value) {
            case Number number -> number.intValue();
            // Templates write it like that, and the API server takes it.
            case String text when text.matches("[0-9]{1,5}") -> Integer.parseInt(text);
            case null, default -> 0;
        };
    }
}
