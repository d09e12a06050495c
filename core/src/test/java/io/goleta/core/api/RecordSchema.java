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
import java.util.Set;

/**
 * The OpenAPI schema of a record of this package.
 *
 * <p>It is as generous as Velero's, for the same clients. Lists, maps, truths and times may be null, since clients written in Go
 * send that; and fields that newer Veleros have are kept as they are, since their backups must survive
 * being synced into the cluster. It could be more generous still, but then {@code kubectl explain} would show nothing: before
 * Kubernetes 1.27 it knows no more of an object that may be null, or may have any field, than that it is there.
 */
final class RecordSchema {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    // The latter two are written as empty texts, which some builds of old Kubernetes take for null.
    private static final Set<String> TEXTS_THAT_MAY_BE_NULL =
            Set.of("backupSyncPeriod", "validationFrequency", "resticIdentifier", "backupName");

    private RecordSchema() {}

    static Map<String, Object> of(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = renamed == null ? component.getName() : renamed.value();
            List<String> words = CrdConstraints.words(record, name);
            Map<String, Object> schema =
                    TEXTS_THAT_MAY_BE_NULL.contains(name) ? nullable("type", "string") : of(component.getGenericType());
            if (!words.isEmpty()) {
                schema.put("enum", words);
            }
            properties.put(name, schema);
        }
        for (String field : FieldsOfNewerVeleros.of(record)) {
            properties.putIfAbsent(field, ordered("x-kubernetes-preserve-unknown-fields", true));
        }
        Map<String, Object> schema = ordered("type", "object");
        List<String> required = CrdConstraints.requiredOf(record);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        return schema;
    }

    private static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return nullable("type", "array", "items", of(generic.getActualTypeArguments()[0]));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return nullable("type", "object", "additionalProperties", of(generic.getActualTypeArguments()[1]));
        }
        return switch (type) {
            case Class<?> c when c == String.class || c.isEnum() -> ordered("type", "string");
            case Class<?> c when c == Boolean.class || c == boolean.class -> nullable("type", "boolean");
            case Class<?> c when c == Integer.class || c == int.class -> ordered("type", "integer");
            case Class<?> c when c == Long.class || c == long.class -> ordered("type", "integer", "format", "int64");
            case Class<?> c when c == Instant.class -> nullable("type", "string", "format", "date-time");
            case Class<?> c when c == LabelSelector.class -> labelSelector();
            case Class<?> c when c == ObjectReference.class -> objectReference();
            case Class<?> c when c.isRecord() -> of(c);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private static Map<String, Object> labelSelector() {
        Map<String, Object> expression =
                ordered("key", TEXT, "operator", TEXT, "values", nullable("type", "array", "items", TEXT));
        return nullable(
                "type",
                "object",
                "properties",
                ordered(
                        "matchLabels",
                        nullable("type", "object", "additionalProperties", TEXT),
                        "matchExpressions",
                        nullable(
                                "type",
                                "array",
                                "items",
                                ordered(
                                        "type",
                                        "object",
                                        "required",
                                        List.of("key", "operator"),
                                        "properties",
                                        expression))));
    }

    private static Map<String, Object> objectReference() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List.of("apiVersion", "kind", "namespace", "name", "uid", "fieldPath", "resourceVersion")
                .forEach(name -> properties.put(name, TEXT));
        return ordered("type", "object", "properties", properties);
    }

    private static Map<String, Object> nullable(Object... entries) {
        Map<String, Object> schema = ordered(entries);
        schema.put("nullable", true);
        return schema;
    }

    private static Map<String, Object> ordered(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
