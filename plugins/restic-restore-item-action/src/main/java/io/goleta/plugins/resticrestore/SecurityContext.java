package io.goleta.plugins.resticrestore;

import io.goleta.spi.PluginConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the security context of the waiting container. */
final class SecurityContext {
    private static final String USER = "secCtxRunAsUser";
    private static final String GROUP = "secCtxRunAsGroup";
    private static final String ESCALATION = "secCtxAllowPrivilegeEscalation";
    private static final String WHOLE = "secCtx";

    /** The fields that Kubernetes allows in a container's security context: a type, or nested fields. */
    private static final Map<String, Object> FIELDS = Map.ofEntries(
            Map.entry("allowPrivilegeEscalation", Type.BOOLEAN),
            Map.entry("appArmorProfile", Map.of("type", Type.TEXT, "localhostProfile", Type.TEXT)),
            Map.entry("capabilities", Map.of("add", Type.TEXTS, "drop", Type.TEXTS)),
            Map.entry("privileged", Type.BOOLEAN),
            Map.entry("procMount", Type.TEXT),
            Map.entry("readOnlyRootFilesystem", Type.BOOLEAN),
            Map.entry("runAsGroup", Type.NUMBER),
            Map.entry("runAsNonRoot", Type.BOOLEAN),
            Map.entry("runAsUser", Type.NUMBER),
            Map.entry(
                    "seLinuxOptions",
                    Map.of("user", Type.TEXT, "role", Type.TEXT, "type", Type.TEXT, "level", Type.TEXT)),
            Map.entry("seccompProfile", Map.of("type", Type.TEXT, "localhostProfile", Type.TEXT)),
            Map.entry(
                    "windowsOptions",
                    Map.of(
                            "gmsaCredentialSpecName", Type.TEXT,
                            "gmsaCredentialSpec", Type.TEXT,
                            "runAsUserName", Type.TEXT,
                            "hostProcess", Type.BOOLEAN)));

    private SecurityContext() {}

    /**
     * The keys in their order; each overrides the ones before. As in Velero, the first invalid key ends the reading, and what
     * was read until then is used.
     *
     * @param warnings receives a sentence about that
     */
    static Map<String, Object> of(PluginConfig config, Warnings warnings) {
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        parts.put(USER, number(config, USER, "runAsUser"));
        parts.put(GROUP, number(config, GROUP, "runAsGroup"));
        parts.put(
                ESCALATION,
                config.value(
                        ESCALATION,
                        Map.of(),
                        "true or false",
                        text -> Map.of("allowPrivilegeEscalation", PluginConfig.parseBool(text))));
        parts.put(
                WHOLE,
                config.object(
                        WHOLE,
                        Map.of(),
                        "the YAML of a container's securityContext",
                        fields -> checked(fields, FIELDS, "")));
        Map<String, Object> context = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Object>> part : parts.entrySet()) {
            if (config.isInvalid(part.getKey())) {
                warnings.add("because of the invalid " + part.getKey()
                        + ", only the keys before it count; the security context is " + context);
                break;
            }
            context.putAll(part.getValue());
        }
        return context;
    }

    private static Map<String, Object> number(PluginConfig config, String key, String field) {
        return config.value(key, Map.of(), "a whole number", text -> Map.of(field, Long.parseLong(text)));
    }

    private static Map<String, Object> checked(Map<?, ?> read, Map<?, ?> fields, String path) {
        Map<String, Object> checked = new LinkedHashMap<>();
        read.forEach((name, value) -> {
            Object field = fields.get(name);
            if (field == null) {
                throw new IllegalArgumentException("unknown field " + path + name + " (known: " + names(fields) + ")");
            }
            checked.put(String.valueOf(name), checkedValue(value, field, path + name));
        });
        return checked;
    }

    private static Object checkedValue(Object value, Object field, String path) {
        if (field instanceof Map<?, ?> fields) {
            if (value instanceof Map<?, ?> map) {
                return checked(map, fields, path + ".");
            }
            throw new IllegalArgumentException(path + " must have fields");
        }
        if (!((Type) field).includes(value)) {
            throw new IllegalArgumentException(path + " is " + value + " but must be " + ((Type) field).title);
        }
        return value;
    }

    private static String names(Map<?, ?> fields) {
        return fields.keySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private enum Type {
        BOOLEAN("true or false"),
        NUMBER("a whole number"),
        TEXT("a text"),
        TEXTS("a list of texts");

        private final String title;

        Type(String title) {
            this.title = title;
        }

        boolean includes(Object value) {
            return switch (this) {
                case BOOLEAN -> value instanceof Boolean;
                case NUMBER -> value instanceof Long;
                case TEXT -> value instanceof String;
                case TEXTS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            };
        }
    }
}
