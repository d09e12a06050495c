package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal, in the words of a kube-apiserver: becomes a {@code Status} object. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    ApiError(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    ApiError(int code, String reason, String message) {
        this(code, reason, message, JsonTrees.object());
    }

    int code() {
        return code;
    }

    ObjectNode status() {
        ObjectNode status = JsonTrees.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    static ApiError notFound() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiError notFound(ResourceType type, String name) {
        return new ApiError(
                404, "NotFound", "%s \"%s\" not found".formatted(type.qualified(), name), details(type, name));
    }

    static ApiError alreadyExists(ResourceType type, String name) {
        return new ApiError(
                409,
                "AlreadyExists",
                "%s \"%s\" already exists".formatted(type.qualified(), name),
                details(type, name));
    }

    static ApiError conflict(ResourceType type, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.qualified(), name, why),
                details(type, name));
    }

    static ApiError modified(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiError forbidden(ResourceType type, String name, String why) {
        return new ApiError(
                403,
                "Forbidden",
                "%s \"%s\" is forbidden: %s".formatted(type.qualified(), name, why),
                details(type, name));
    }

    static ApiError invalid(ResourceType type, String name, List<FieldError> errors) {
        ObjectNode details = JsonTrees.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.kind());
        var causes = details.putArray("causes");
        errors.forEach(error -> causes.add(error.cause()));
        String all = errors.size() == 1
                ? errors.getFirst().toString()
                : "["
                        + String.join(
                                ", ", errors.stream().map(FieldError::toString).toList()) + "]";
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        return new ApiError(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(kind, name, all), details);
    }

    static ApiError methodNotAllowed(String message) {
        return new ApiError(405, "MethodNotAllowed", message);
    }

    static ApiError unsupportedMediaType(@Nullable String got, String accepted) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format (%s) - accepted media types include: %s"
                        .formatted(got == null ? "no content type" : got, accepted));
    }

    static ApiError expired(String message) {
        return new ApiError(410, "Expired", message);
    }

    private static ObjectNode details(ResourceType type, String name) {
        ObjectNode details = JsonTrees.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }
}
