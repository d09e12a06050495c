package io.goleta.core.restore.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Which ports of a service the user asked for, according to what {@code kubectl apply} wrote down. */
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode spec;

    private LastApplied(JsonNode spec) {
        this.spec = spec;
    }

    /** An absent or unreadable annotation asks for nothing. */
    static LastApplied of(KubernetesObject service) {
        String text = service.annotations().getOrDefault(ANNOTATION, "");
        try {
            return new LastApplied(JSON.readTree(text).path("spec"));
        } catch (JsonProcessingException e) {
            return new LastApplied(MissingNode.getInstance());
        }
    }

    boolean healthCheckNodePort() {
        return spec.path("healthCheckNodePort").asInt() > 0;
    }

    /** A named port is known by its name, an unnamed one by its number. */
    boolean nodePortOf(Map<String, Object> port) {
        String name = port.get("name") instanceof String text ? text : "";
        int number = port.get("nodePort") instanceof Number value ? value.intValue() : 0;
        return StreamSupport.stream(spec.path("ports").spliterator(), false)
                .filter(asked -> asked.path("name").asText().equals(name))
                .mapToInt(asked -> asked.path("nodePort").asInt())
                .anyMatch(asked -> name.isEmpty() ? asked == number && asked > 0 : asked > 0);
    }
}
