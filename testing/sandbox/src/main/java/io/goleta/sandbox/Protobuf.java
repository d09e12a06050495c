package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Reads the protobuf bodies that newer versions of kubectl send for the kinds they make themselves ({@code kubectl create
 * namespace} and the like). The envelope is "k8s", a zero byte, and a message with type (1) and raw bytes (2). A field that
 * {@link ProtobufFields} does not list is refused, so that nothing is lost silently.
 */
final class Protobuf {

    static final String CONTENT_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private Protobuf() {}

    static ObjectNode decode(byte[] body) {
        if (body.length < MAGIC.length || body[0] != MAGIC[0]) {
            throw ApiError.badRequest("the body is not Kubernetes' protobuf");
        }
        String apiVersion = "";
        String kind = "";
        byte[] raw = {};
        ProtobufReader envelope = new ProtobufReader(body, MAGIC.length, body.length);
        while (envelope.next()) {
            if (envelope.field() == 1) {
                ProtobufReader type = envelope.message();
                while (type.next()) {
                    if (type.field() == 1) {
                        apiVersion = type.text();
                    } else {
                        kind = type.text();
                    }
                }
            } else if (envelope.field() == 2) {
                raw = envelope.bytes();
            } else {
                envelope.bytes();
            }
        }
        if (!ProtobufFields.MESSAGES.containsKey(kind)) {
            throw ApiError.unsupportedMediaType(CONTENT_TYPE + " with " + kind, "application/json, application/yaml");
        }
        ObjectNode object = JsonTrees.object().put("kind", kind).put("apiVersion", apiVersion);
        read(new ProtobufReader(raw, 0, raw.length), kind, object);
        return object;
    }

    private static void read(ProtobufReader in, String message, ObjectNode object) {
        Map<Integer, ProtobufFields.Field> fields = ProtobufFields.MESSAGES.getOrDefault(message, Map.of());
        while (in.next()) {
            ProtobufFields.Field field = fields.get(in.field());
            if (field == null) {
                throw ApiError.unsupportedMediaType(
                        "%s with field %d of %s".formatted(CONTENT_TYPE, in.field(), message),
                        "application/json, application/yaml");
            }
            read(in, field, object);
        }
    }

    private static void read(ProtobufReader in, ProtobufFields.Field field, ObjectNode object) {
        String name = field.name();
        switch (field.type()) {
            case "string" -> putText(object, name, in.text());
            case "int" -> putNumber(object, name, in.number());
            case "int?" -> object.put(name, (int) in.number());
            case "bool" -> putFlag(object, name, in.number() != 0);
            case "strings" -> object.withArray(name).add(in.text());
            case "map" -> readEntry(in.message(), JsonTrees.child(object, name), false);
            case "bytemap" -> readEntry(in.message(), JsonTrees.child(object, name), true);
            case "time" -> readTime(in.message(), name, object);
            case "number or text" -> readEither(in.message(), name, object);
            case "ignored" -> in.bytes();
            default -> {
                ObjectNode child =
                        field.repeated() ? object.withArray(name).addObject() : JsonTrees.child(object, name);
                read(in.message(), field.type(), child);
            }
        }
    }

    private static void readEntry(ProtobufReader entry, ObjectNode map, boolean encode) {
        String key = "";
        byte[] value = {};
        while (entry.next()) {
            if (entry.field() == 1) {
                key = entry.text();
            } else {
                value = entry.bytes();
            }
        }
        map.put(key, encode ? Base64.getEncoder().encodeToString(value) : new String(value, StandardCharsets.UTF_8));
    }

    private static void readTime(ProtobufReader time, String name, ObjectNode object) {
        while (time.next()) {
            long number = time.number();
            if (time.field() == 1 && number > 0) {
                object.put(name, Instant.ofEpochSecond(number).toString());
            }
        }
    }

    /** Field 1 says which of 2 and 3 counts. */
    private static void readEither(ProtobufReader either, String name, ObjectNode object) {
        boolean text = false;
        while (either.next()) {
            switch (either.field()) {
                case 1 -> text = either.number() == 1;
                case 2 -> {
                    int number = (int) either.number();
                    if (!text) {
                        object.put(name, number);
                    }
                }
                default -> {
                    String value = either.text();
                    if (text) {
                        object.put(name, value);
                    }
                }
            }
        }
    }

    /** Plain fields are always written; their zero values mean that nothing was given. */
    private static void putText(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }

    private static void putNumber(ObjectNode object, String name, long value) {
        if (value != 0) {
            object.put(name, (int) value);
        }
    }

    private static void putFlag(ObjectNode object, String name, boolean value) {
        if (value) {
            object.put(name, true);
        }
    }
}
