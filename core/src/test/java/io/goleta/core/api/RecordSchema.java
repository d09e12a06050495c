package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI schema of a record of this package.
 *
 * <p>It is generous on purpose. Everything may be null, since clients written in Go send null for empty lists. Fields it does
 * not name are kept, and phases are any text, since backups of newer Veleros must survive being synced into the cluster.
 */
final class RecordSchema {
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private RecordSchema() {}

    static Map<String, Object> of(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            properties.put(renamed == null ? component.getName() : renamed.value(), of(component.getGenericType()));
        }
        return object(properties);
    }

    private static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return nullable("type", "array", "items", of(generic.getActualTypeArguments()[0]));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return nullable("type", "object", "additionalProperties", of(generic.getActualTypeArguments()[1]));
        }
        return switch (type) {
            case Class<?> c when c == String.class || c.isEnum() -> nullable("type", "string");
            case Class<?> c when c == Boolean.class || c == boolean.class -> nullable("type", "boolean");
            case Class<?> c when c == Integer.class || c == int.class -> nullable("type", "integer");
            case Class<?> c when c == Long.class || c == long.class -> nullable("type", "integer", "format", "int64");
            case Class<?> c when c == Instant.class -> nullable("type", "string", "format", "date-time");
            case Class<?> c when c == LabelSelector.class -> labelSelector();
            case Class<?> c when c == ObjectReference.class -> objectReference();
            case Class<?> c when c.isRecord() -> of(c);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> schema = nullable("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        return schema;
    }

    private static Map<String, Object> labelSelector() {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", TEXT);
        expression.put("operator", TEXT);
        expression.put("values", nullable("type", "array", "items", TEXT));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("matchLabels", nullable("type", "object", "additionalProperties", TEXT));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", "object");
        item.put("properties", expression);
        properties.put("matchExpressions", nullable("type", "array", "items", item));
        return object(properties);
    }

    private static Map<String, Object> objectReference() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List.of("apiVersion", "kind", "namespace", "name", "uid", "fieldPath", "resourceVersion")
                .forEach(name -> properties.put(name, nullable("type", "string")));
        return object(properties);
    }

    private static Map<String, Object> nullable(Object... entries) {
        Map<String, Object> schema = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            schema.put((String) entries[i], entries[i + 1]);
        }
        schema.put("nullable", true);
        return schema;
    }
}
