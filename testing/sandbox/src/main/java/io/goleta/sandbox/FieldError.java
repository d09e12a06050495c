package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One field that the server refuses, and why. */
record FieldError(String reason, String field, String message) {

    static FieldError invalid(String field, Object value, String why) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + quoted(value) + ": " + why);
    }

    static FieldError required(String field, String why) {
        return new FieldError("FieldValueRequired", field, why.isEmpty() ? "Required value" : "Required value: " + why);
    }

    static FieldError forbidden(String field, String why) {
        return new FieldError("FieldValueForbidden", field, "Forbidden: " + why);
    }

    static FieldError unsupported(String field, Object value, String allowed) {
        return new FieldError(
                "FieldValueNotSupported",
                field,
                "Unsupported value: " + quoted(value) + ": supported values: " + allowed);
    }

    ObjectNode cause() {
        return JsonTrees.object().put("reason", reason).put("message", message).put("field", field);
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }

    private static String quoted(Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }
}
