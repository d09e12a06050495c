package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code openAPIV3Schema} of a custom resource: unknown fields are dropped, defaults filled in, and types, required fields,
 * enumerations, bounds, patterns and times checked. No {@code oneOf}, {@code allOf}, {@code not} and no CEL rules.
 */
final class StructuralSchema {

    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

    private final JsonNode schema;

    StructuralSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** Drops and fills in; the envelope (kind, version, metadata) stays as it is. */
    void tidy(ObjectNode object) {
        if (!schema.isObject()) {
            return;
        }
        JsonTrees.child(object, "metadata");
        ObjectNode envelope = JsonTrees.object();
        for (String field : List.of("kind", "apiVersion", "metadata")) {
            envelope.set(field, object.remove(field));
        }
        prune(object, schema);
        fillIn(object, schema);
        object.setAll(envelope);
    }

    /**
     * The errors of an object that is new or changed. As since Kubernetes 1.30, what did not change since {@code before} is not an error.
     *
     * @param before the stored object; missing for a new one
     */
    List<FieldError> check(ObjectNode object, JsonNode before) {
        List<FieldError> errors = new ArrayList<>();
        if (schema.isObject()) {
            ObjectNode content = object.deepCopy();
            content.remove(List.of("kind", "apiVersion", "metadata"));
            check(content, before, schema, "", errors);
        }
        return errors;
    }

    private static void prune(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            JsonNode properties = schema.path("properties");
            JsonNode additional = schema.path("additionalProperties");
            boolean keep = schema.path(PRESERVE).asBoolean() || additional.isObject() || additional.asBoolean();
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (properties.has(field.getKey())) {
                    prune(field.getValue(), properties.get(field.getKey()));
                } else if (schema.path("x-kubernetes-embedded-resource").asBoolean()
                        && List.of("kind", "apiVersion", "metadata").contains(field.getKey())) {
                    continue;
                } else if (!keep) {
                    fields.remove();
                } else if (additional.isObject()) {
                    prune(field.getValue(), additional);
                }
            }
        } else if (value instanceof ArrayNode array && !schema.path(PRESERVE).asBoolean()) {
            array.forEach(element -> prune(element, schema.path("items")));
        }
    }

    private static void fillIn(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode fallback = property.getValue().path("default");
                JsonNode present = object.path(property.getKey());
                boolean nulled = present.isNull()
                        && !property.getValue().path("nullable").asBoolean();
                if (!fallback.isMissingNode() && (present.isMissingNode() || nulled)) {
                    object.set(property.getKey(), fallback.deepCopy());
                } else if (nulled) {
                    object.remove(property.getKey());
                }
                fillIn(object.path(property.getKey()), property.getValue());
            }
            JsonNode additional = schema.path("additionalProperties");
            if (additional.isObject()) {
                object.forEach(element -> fillIn(element, additional));
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(element -> fillIn(element, schema.path("items")));
        }
    }

    private static void check(JsonNode value, JsonNode before, JsonNode schema, String path, List<FieldError> errors) {
        if (value.equals(before) || value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (!hasType(value, schema)) {
            errors.add(FieldError.invalid(
                    path, value.getNodeType().toString(), "must be of type " + JsonTrees.text(schema, "type")));
            return;
        }
        checkValue(value, schema, path, errors);
        for (JsonNode required : schema.path("required")) {
            if (value.isObject() && !value.has(required.asText())) {
                errors.add(FieldError.required(join(path, required.asText()), ""));
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode property = schema.path("properties").path(field.getKey());
            JsonNode additional = schema.path("additionalProperties");
            JsonNode applicable = property.isMissingNode() ? additional : property;
            if (applicable.isObject()) {
                check(field.getValue(), before.path(field.getKey()), applicable, join(path, field.getKey()), errors);
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(value.get(i), MissingNode.getInstance(), schema.path("items"), path + "[" + i + "]", errors);
        }
    }

    private static boolean hasType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (JsonTrees.text(schema, "type")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static void checkValue(JsonNode value, JsonNode schema, String path, List<FieldError> errors) {
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray() && !CustomResources.texts(allowed).contains(value.asText())) {
            errors.add(FieldError.unsupported(path, value.asText(), allowed.toString()));
        }
        String pattern = JsonTrees.text(schema, "pattern");
        if (!pattern.isEmpty()
                && value.isTextual()
                && !Pattern.compile(pattern).matcher(value.asText()).find()) {
            errors.add(FieldError.invalid(path, value.asText(), "should match '" + pattern + "'"));
        }
        if (JsonTrees.text(schema, "format").equals("date-time")
                && value.isTextual()
                && !Timestamps.isDateTime(value.asText())) {
            errors.add(FieldError.invalid(
                    path, value.asText(), path + " in body must be of type date-time: \"" + value.asText() + "\""));
        }
        checkBound(value.asDouble(), schema, "minimum", "maximum", value.isNumber(), path, errors);
        checkBound(value.asText().length(), schema, "minLength", "maxLength", value.isTextual(), path, errors);
        checkBound(value.size(), schema, "minItems", "maxItems", value.isArray(), path, errors);
    }

    private static void checkBound(
            double actual,
            JsonNode schema,
            String low,
            String high,
            boolean fits,
            String path,
            List<FieldError> errors) {
        if (fits && schema.has(low) && actual < schema.path(low).asDouble()) {
            errors.add(FieldError.invalid(
                    path, actual, "should be at least " + schema.path(low).asText()));
        }
        if (fits && schema.has(high) && actual > schema.path(high).asDouble()) {
            errors.add(FieldError.invalid(
                    path, actual, "should be at most " + schema.path(high).asText()));
        }
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
