package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Just enough OpenAPI for kubectl to see that the server checks fields itself: paths with their kinds, no schemas of built-in
 * kinds.
 */
final class OpenApi {

    static final String PROTOBUF_V2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final Registry registry;

    OpenApi(Registry registry) {
        this.registry = registry;
    }

    /** {@code /openapi/v3}. */
    ObjectNode index() {
        ObjectNode index = JsonTrees.object();
        ObjectNode paths = index.putObject("paths");
        registry.groups()
                .forEach((group, versions) -> versions.forEach(version -> {
                    String path = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
                    paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
                }));
        return index;
    }

    /** {@code /openapi/v3/api/v1}, {@code /openapi/v3/apis/g/v}. */
    ObjectNode group(String group, String version) {
        ObjectNode document = JsonTrees.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Sandbox").put("version", version);
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        for (ResourceType type : registry.in(group, version)) {
            ServedVersion served = type.version(version);
            paths.set(path(type, version), operations(type, version));
            ObjectNode schema = schemas.putObject(group + "." + version + "." + type.kind());
            if (served != null && served.schema() instanceof ObjectNode own) {
                schema.setAll(own.deepCopy());
            } else {
                schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            }
            kind(schema.putArray("x-kubernetes-group-version-kind").addObject(), type, version);
        }
        return document;
    }

    /** {@code /openapi/v2}, as JSON: no paths, no definitions. */
    ObjectNode legacy() {
        ObjectNode document = JsonTrees.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Sandbox").put("version", "v1");
        document.putObject("paths");
        document.putObject("definitions");
        return document;
    }

    /** The same as the protobuf message {@code openapi.v2.Document}: swagger is field 1, info 2, paths 8. */
    byte[] legacyProtobuf() {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        field(info, 1, "Sandbox".getBytes(StandardCharsets.UTF_8));
        field(info, 2, "v1".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        field(document, 1, "2.0".getBytes(StandardCharsets.UTF_8));
        field(document, 2, info.toByteArray());
        field(document, 8, new byte[0]);
        return document.toByteArray();
    }

    private static ObjectNode operations(ResourceType type, String version) {
        ObjectNode operations = JsonTrees.object();
        for (String method : new String[] {"post", "put", "patch"}) {
            ObjectNode operation = operations.putObject(method);
            ArrayNode parameters = operation.putArray("parameters");
            for (String parameter : new String[] {"dryRun", "fieldManager", "fieldValidation"}) {
                parameters
                        .addObject()
                        .put("name", parameter)
                        .put("in", "query")
                        .putObject("schema")
                        .put("type", "string");
            }
            kind(operation.putObject("x-kubernetes-group-version-kind"), type, version);
        }
        return operations;
    }

    private static void kind(ObjectNode node, ResourceType type, String version) {
        node.put("group", type.group()).put("kind", type.kind()).put("version", version);
    }

    private static String path(ResourceType type, String version) {
        String root = type.group().isEmpty() ? "/api/" + version : "/apis/" + type.group() + "/" + version;
        return root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural() + "/{name}";
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write(number << 3 | 2);
        out.write(value.length);
        out.writeBytes(value);
    }
}
