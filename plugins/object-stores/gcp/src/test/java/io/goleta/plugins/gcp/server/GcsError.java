package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A refusal, in the words of Google where they are known.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">Status codes of the JSON API</a>
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">Status codes of the XML API</a>
 */
final class GcsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final String code;
    private final String header;
    private final boolean text;

    /**
     * A refusal.
     *
     * @param reason what the JSON API calls it
     * @param code what the XML API calls it
     * @param header the one that is to blame; empty when none is
     */
    GcsError(int status, String reason, String code, String header, String message) {
        this(status, reason, code, header, message, false);
    }

    private GcsError(int status, String reason, String code, String header, String message, boolean text) {
        super(message, null, false, false);
        this.text = text;
        this.status = status;
        this.reason = reason;
        this.code = code;
        this.header = header;
    }

    /** Of the protocol of uploads, which the JSON API has not written itself: these have no JSON. */
    static GcsError upload(int status, String message) {
        return new GcsError(status, "invalid", "InvalidArgument", "", message, true);
    }

    static GcsError noBucket() {
        return new GcsError(404, "notFound", "NoSuchBucket", "", "The specified bucket does not exist.");
    }

    static GcsError noObject(String bucket, String name) {
        return new GcsError(404, "notFound", "NoSuchKey", "", "No such object: " + bucket + "/" + name);
    }

    static GcsError notFound() {
        return new GcsError(404, "notFound", "NoSuchKey", "", "Not Found");
    }

    static GcsError invalid(String message) {
        return new GcsError(400, "invalid", "InvalidArgument", "", message);
    }

    static GcsError required(String name) {
        return new GcsError(400, "required", "InvalidArgument", "", "Required parameter: " + name);
    }

    static GcsError parse(String message) {
        return new GcsError(400, "parseError", "InvalidArgument", "", message);
    }

    static GcsError noMethod() {
        return new GcsError(405, "methodNotAllowed", "MethodNotAllowed", "", "Method Not Allowed");
    }

    static GcsError precondition() {
        return new GcsError(
                412,
                "conditionNotMet",
                "PreconditionFailed",
                "If-Match",
                "At least one of the pre-conditions you specified did not hold.");
    }

    static GcsError range() {
        return new GcsError(
                416,
                "requestedRangeNotSatisfiable",
                "InvalidRange",
                "Range",
                "The requested range cannot be satisfied.");
    }

    static GcsError credentials() {
        return new GcsError(401, "authError", "AuthenticationRequired", "Authorization", "Invalid Credentials");
    }

    static GcsError anonymous(String permission, String resource) {
        return new GcsError(
                401, "required", "AccessDenied", "Authorization", denial("Anonymous caller", permission, resource));
    }

    static GcsError denied(String caller, String permission, String resource) {
        return new GcsError(403, "forbidden", "AccessDenied", "", denial(caller, permission, resource));
    }

    private static String denial(String caller, String permission, String resource) {
        return caller + " does not have " + permission + " access to the Google Cloud Storage " + resource
                + ". Permission '" + permission + "' denied on resource (or it may not exist).";
    }

    int status() {
        return status;
    }

    /** Whether a token was sent that is none, so that another one may help. */
    boolean asksForAnotherToken() {
        return reason.equals("authError");
    }

    boolean isText() {
        return text;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    ObjectNode json() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", status).put("message", message());
        ObjectNode detail = error.putArray("errors").addObject();
        detail.put("message", message()).put("domain", "global").put("reason", reason);
        if (!header.isEmpty()) {
            detail.put("locationType", "header").put("location", header);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return body;
    }

    String xml() {
        String message = Map.of("NoSuchKey", "The specified key does not exist.", "AccessDenied", "Access denied.")
                .getOrDefault(code, message());
        String details = message.equals(message()) ? "" : "<Details>" + escaped(message()) + "</Details>";
        return "<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code><Message>" + escaped(message)
                + "</Message>" + details + "</Error>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
