package io.goleta.server;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.core.api.Crds;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Custom resources as other versions, other programs and careless people leave them behind: fields that are missing, of a wrong
 * type, null, huge, or filled with words of the future. Each is made along the schema of its kind's definition, so about half
 * of its fields are as they should be. The same seed makes the same objects. Used by one thread.
 *
 * <p>Names of objects are valid and begin with {@link #PREFIX}; what they refer to never is an object of another name.
 */
public final class OddObjects {
    /** How the names of all of them begin. */
    public static final String PREFIX = "odd-";

    private static final int HUGE = 100_000;
    private static final int ONE_IN_TWO = 2;
    private static final int SELDOM = 12;
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "Bogus",
            "null",
            "1week",
            "-5m",
            "../../../etc",
            "/abs/path",
            "a b?x=1&y=%2f#z",
            "Müller \u2028 \uD83D\uDE00",
            "line\nbreak",
            "9999-99-99T99:99:99Z",
            "2026-11-29T00:00:00+25:00",
            "99999999999999999999h");
    private static final Map<String, List<String>> USUAL = Map.of(
            "phase",
            List.of(
                    "New",
                    "InProgress",
                    "Completed",
                    "PartiallyFailed",
                    "Failed",
                    "FailedValidation",
                    "Deleting",
                    "Processed",
                    "Ready",
                    "NotReady",
                    "Available",
                    "Uploading",
                    "Canceling",
                    "Finalizing",
                    "Queued"),
            "kind",
            List.of("BackupLog", "BackupVolumeInfos", "RestoreItemOperations", "RestoreResourceList", "TheFuture"),
            "storageLocation",
            List.of("default", PREFIX + "nowhere"),
            "backupStorageLocation",
            List.of("default", PREFIX + "nowhere"),
            "provider",
            List.of("test.io/memory", "aws", "nobody"),
            "node",
            List.of("node-1", "node-2"),
            "uploaderType",
            List.of("restic", "kopia", "example.com/copy"),
            "resourcePolicy",
            List.of("none"),
            "ttl",
            List.of("1h0m0s", "1s", "720h"),
            "schedule",
            List.of("* * * * *", "@daily"));

    private final Random random;
    private final Map<String, Map<String, Object>> schemas = new HashMap<>();
    private int made;

    public OddObjects(long seed) {
        this.random = new Random(seed);
        Crds.all().forEach(yaml -> {
            Map<String, Object> definition = map(Serialization.unmarshal(yaml, Map.class));
            Map<String, Object> spec = map(definition.get("spec"));
            Map<String, Object> version =
                    spec.get("versions") instanceof List<?> versions ? map(versions.getFirst()) : Map.of();
            schemas.put(
                    String.valueOf(map(spec.get("names")).get("kind")),
                    map(map(version.get("schema")).get("openAPIV3Schema")));
        });
    }

    /** So many objects, of all kinds in turn. */
    public Stream<KubernetesObject> stream(String namespace, int count) {
        return Stream.iterate(0, i -> i < count, i -> i + 1)
                .map(i -> next(VeleroKind.ALL.get(i % VeleroKind.ALL.size()), namespace));
    }

    /** One more object of a kind. */
    public KubernetesObject next(VeleroKind<?> kind, String namespace) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", VeleroApi.API_VERSION);
        content.put("kind", kind.kind());
        content.put("metadata", metadata(namespace));
        Map<String, Object> fields =
                map(schemas.getOrDefault(kind.kind(), Map.of()).get("properties"));
        for (String part : List.of("spec", "status")) {
            if (!oneIn(SELDOM / 2)) {
                content.put(part, oneIn(SELDOM) ? odd() : value(part, map(fields.get(part))));
            }
        }
        return KubernetesObject.adopt(content);
    }

    private Map<String, Object> metadata(String namespace) {
        made++;
        String name = PREFIX + made + (oneIn(SELDOM) ? ".dotted" : "") + (oneIn(SELDOM) ? "x".repeat(200) : "");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("namespace", namespace);
        metadata.put("name", name);
        if (oneIn(ONE_IN_TWO)) {
            metadata.put(
                    "labels",
                    Map.of(VeleroApi.BACKUP_NAME, reference(), VeleroApi.RESTORE_NAME, reference(), "x", "y"));
            metadata.put(
                    "annotations",
                    Map.of(
                            VeleroApi.POD_VOLUME_TIMEOUT,
                            word(),
                            VeleroApi.OPERATION_REQUESTED,
                            word(),
                            VeleroApi.CHECK_FREQUENCY,
                            word(),
                            VeleroApi.CHECK_READ_DATA_PERCENT,
                            word(),
                            VeleroApi.PLUGIN_CONFIG_QUESTION,
                            word()));
        }
        return metadata;
    }

    private @Nullable Object value(String field, Map<String, Object> schema) {
        if (oneIn(SELDOM)) {
            return odd();
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "object" -> fields(schema);
            case "array" -> elements(field, schema);
            case "integer", "number" -> oneIn(ONE_IN_TWO) ? random.nextInt(100) : hugeNumber();
            case "boolean" -> random.nextBoolean();
            case "string" -> text(field);
            default -> odd();
        };
    }

    private Map<String, Object> fields(Map<String, Object> schema) {
        Map<String, Object> content = new LinkedHashMap<>();
        map(schema.get("properties")).forEach((name, inner) -> {
            if (!oneIn(3)) {
                content.put(name, value(name, map(inner)));
            }
        });
        if (schema.get("additionalProperties") instanceof Map<?, ?> inner) {
            content.put(word(), value("", map(inner)));
        }
        return content;
    }

    private List<@Nullable Object> elements(String field, Map<String, Object> schema) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(field, map(schema.get("items"))));
        }
        return elements;
    }

    private String text(String field) {
        if (field.equals("backupName") || field.equals("name")) {
            return oneIn(ONE_IN_TWO) ? reference() : word();
        }
        if (field.endsWith("Timestamp") || field.endsWith("Time") || field.equals("expiration")) {
            return oneIn(SELDOM) ? word() : "20" + (10 + random.nextInt(40)) + "-11-29T12:00:00Z";
        }
        List<String> usual = USUAL.getOrDefault(field, List.of());
        return usual.isEmpty() || oneIn(SELDOM / 2) ? word() : any(usual);
    }

    /** Anything but what belongs there. */
    private @Nullable Object odd() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> hugeNumber();
            case 3 -> List.of(word(), 1, Map.of("a", List.of()));
            case 4 -> Map.of("not", Map.of("what", List.of("you", "expect")));
            case 5 -> new ArrayList<>();
            case 6 -> new LinkedHashMap<>();
            default -> word();
        };
    }

    private Number hugeNumber() {
        return any(List.of(
                99_999_999_999L, -1, Long.MIN_VALUE, 1.5e300, 0.5, new BigInteger("123456789012345678901234567890")));
    }

    private String word() {
        return oneIn(SELDOM * 2) ? "x".repeat(HUGE) : any(WORDS);
    }

    private String reference() {
        return PREFIX + random.nextInt(made + 1);
    }

    private <T> T any(List<? extends T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
