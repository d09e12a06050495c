package io.goleta.plugins.resticrestore;

import io.goleta.spi.PluginConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the security context of the waiting container. */
final class SecurityContext {
    private static final String USER = "secCtxRunAsUser";
    private static final String GROUP = "secCtxRunAsGroup";
    private static final String ESCALATION = "secCtxAllowPrivilegeEscalation";
    private static final String WHOLE = "secCtx";

    /** What Kubernetes allows in a container's security context; a field is a type or has fields itself. */
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
     * The keys in their order, each over the ones before. The first bad one ends the reading, as in Velero: what was read
     * until then is used.
     *
     * @param warnings gets a sentence about that
     */
    static Map<String, Object> of(PluginConfig config, Warnings warnings) {
        String user = config.value(USER, "", "a whole number", text -> text);
        String group = config.value(GROUP, "", "a whole number", text -> text);
        String escalation = config.value(ESCALATION, "", "true or false", text -> text);
        String whole = config.value(WHOLE, "", "the YAML of a container's securityContext", text -> text);
        Map<String, Object> context = new LinkedHashMap<>();
        try {
            if (!user.isEmpty()) {
                context.put("runAsUser", number(USER, user));
            }
            if (!group.isEmpty()) {
                context.put("runAsGroup", number(GROUP, group));
            }
            if (!escalation.isEmpty()) {
                context.put("allowPrivilegeEscalation", truth(escalation));
            }
            if (!whole.isEmpty()) {
                context.putAll(whole(whole));
            }
        } catch (IllegalArgumentException e) {
            warnings.add(e.getMessage() + "; the security context is what the keys before it say: " + context);
        }
        return context;
    }

    private static long number(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is \"" + text + "\" but must be a whole number", e);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                throw new IllegalArgumentException(ESCALATION + " is \"" + text + "\" but must be true or false");
        };
    }

    private static Map<String, Object> whole(String yaml) {
        try {
            return checked(FieldYaml.parse(yaml), FIELDS, "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    WHOLE + " is \"" + yaml.strip() + "\" but must be the YAML of a container's securityContext: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Map<String, Object> checked(Map<String, @Nullable Object> read, Map<?, ?> fields, String path) {
        Map<String, Object> checked = new LinkedHashMap<>();
        read.forEach((name, value) -> {
            Object field = Optional.<Object>ofNullable(fields.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("unknown field " + path + name + " (known: "
                            + fields.keySet().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ")"));
            if (value != null) {
                checked.put(name, checkedValue(value, field, path + name));
            }
        });
        return checked;
    }

    @SuppressWarnings("unchecked") // the parser's maps have text keys
    private static Object checkedValue(Object value, Object field, String path) {
        if (field instanceof Map<?, ?> fields) {
            if (value instanceof Map<?, ?> map) {
                return checked((Map<String, @Nullable Object>) map, fields, path + ".");
            }
            throw new IllegalArgumentException(path + " must have fields");
        }
        if (!((Type) field).includes(value)) {
            throw new IllegalArgumentException(path + " is " + value + " but must be " + ((Type) field).title);
        }
        return value;
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
