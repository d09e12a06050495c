package io.goleta.spi;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings a plugin was given: the data of its labelled ConfigMap, or {@code spec.config} of a storage location.
 *
 * <p>Read every key with a typed getter, then call {@link #verify()}: it reports all bad values and all unknown keys at
 * once. A getter returns its default when the key is absent or its value is bad, so reading goes on. Not thread-safe.
 */
public final class PluginConfig {
    private final String source;
    private final Map<String, String> values;
    private final Function<String, @Nullable Object> yaml;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Set<String> invalid = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * One key that was read, with its value as text.
     *
     * @param defaultValue empty when there is none
     * @param value the value in effect
     * @param allowed which values are allowed, to be read after "must be"; empty when any text is
     * @param written whether the user wrote the value; false for the default
     */
    public record Setting(String key, String defaultValue, String value, String allowed, boolean written) {}

    /**
     * Without a YAML parser: {@link #object} and {@link #list} must not be called.
     *
     * @param source where the values come from, for error texts: {@code ConfigMap velero/restic-config}
     * @param values keys and values as written by the user
     */
    public PluginConfig(String source, Map<String, String> values) {
        this(source, values, text -> {
            throw new IllegalStateException("this PluginConfig was made without a YAML parser");
        });
    }

    /**
     * As the host makes it.
     *
     * @param source where the values come from, for error texts: {@code ConfigMap velero/restic-config}
     * @param values keys and values as written by the user
     * @param yaml parses one YAML document into maps, lists, texts, numbers, booleans and null; throws
     *     {@link IllegalArgumentException} with the line and what is wrong there
     */
    public PluginConfig(String source, Map<String, String> values, Function<String, @Nullable Object> yaml) {
        this.source = source;
        this.values = Map.copyOf(values);
        this.yaml = yaml;
    }

    /** A configuration without any key. */
    public static PluginConfig empty() {
        return new PluginConfig("defaults", Map.of());
    }

    /** Where the values come from. */
    public String source() {
        return source;
    }

    /** The keys that the user wrote, sorted; for plugins whose keys are names that users choose. */
    public Set<String> keys() {
        return new TreeSet<>(values.keySet());
    }

    /** The value as it is, or {@code defaultValue} when the key is absent or blank. */
    public String string(String key, String defaultValue) {
        return read(key, defaultValue, "", text -> text);
    }

    /** Whether the user wrote the key with an empty value, for keys where that differs from leaving the key out. */
    public boolean isBlank(String key) {
        String value = values.get(key);
        known.add(key);
        return value != null && value.isBlank();
    }

    /** The value; absent or blank is a problem that {@link #verify()} reports. */
    public String requiredString(String key) {
        String value = string(key, "");
        if (value.isEmpty()) {
            problems.add(key + " is required");
        }
        return value;
    }

    /** A whole number between {@code min} and {@code max}, both included. */
    public int integer(String key, int defaultValue, int min, int max) {
        return read(key, defaultValue, "a whole number from " + min + " to " + max, text -> {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** {@code true} or {@code false}, as Go's ParseBool reads them (1, t, T, TRUE, true, True, ...). */
    public boolean bool(String key, boolean defaultValue) {
        return read(key, defaultValue, "true or false", PluginConfig::parseBool);
    }

    /**
     * {@code true} or {@code false}, as Go's ParseBool reads them.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static boolean parseBool(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** A duration in Go's notation, {@code 90s} or {@code 1h30m}. */
    public Duration duration(String key, Duration defaultValue) {
        return read(key, defaultValue, "a duration such as 30s, 10m or 1h30m", GoDuration::parse);
    }

    /**
     * A value of the plugin's own notation.
     *
     * @param allowed which values are allowed, to be read after "must be"
     * @param parse throws {@link IllegalArgumentException} for an invalid value
     */
    public <T> T value(String key, T defaultValue, String allowed, Function<String, T> parse) {
        return read(key, defaultValue, allowed, parse);
    }

    /**
     * A value that is a YAML or JSON object. Its values are {@link String}, {@link Long}, {@link Double}, {@link Boolean},
     * and unmodifiable lists and maps of these. Fields without a value (null) are left out, as in Kubernetes.
     *
     * @return empty when the key is absent or its value is invalid
     */
    public Map<String, Object> object(String key) {
        return object(key, Map.of(), "a YAML or JSON object", fields -> fields);
    }

    /**
     * A value that is a YAML or JSON object, converted to the plugin's own type.
     *
     * @param allowed which values are allowed, to be read after "must be"
     * @param convert gets the object as {@link #object(String)} returns it; throws {@link IllegalArgumentException} with a
     *     reason for an invalid one
     */
    public <T> T object(String key, T defaultValue, String allowed, Function<Map<String, Object>, T> convert) {
        return structured(key, defaultValue, allowed, parsed -> convert.apply(StructuredValue.object(parsed)));
    }

    /**
     * A value that is a YAML or JSON list, with elements as in {@link #object(String)}.
     *
     * @return empty when the key is absent or its value is invalid
     */
    public List<Object> list(String key) {
        return structured(key, List.of(), "a YAML or JSON list", StructuredValue::list);
    }

    /** Whether the key was read and its value is invalid, so that the default is in effect. */
    public boolean isInvalid(String key) {
        return invalid.contains(key);
    }

    /** The keys that were read so far, in the order in which they were read first. */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /**
     * Records the value in effect of a key that was read, where it differs from what its getter returned: the plugin
     * completed it, or replaced it because of a different key.
     */
    public void holds(String key, String value) {
        Setting read = settings.get(key);
        if (read != null) {
            boolean written = read.written() && !value.equals(read.defaultValue());
            settings.put(key, new Setting(key, read.defaultValue(), value, read.allowed(), written));
        }
    }

    /** What is wrong so far, including unknown keys (those that no getter read), one sentence each. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        new TreeMap<>(values)
                .keySet().stream()
                        .filter(key -> !known.contains(key))
                        .map(key -> "unknown key " + key + " (known: " + String.join(", ", known) + ")")
                        .forEach(all::add);
        return List.copyOf(all);
    }

    /**
     * Call after the last getter.
     *
     * @throws GoletaException USER, naming every problem, when there is one
     */
    public void verify() {
        List<String> all = problems();
        if (!all.isEmpty()) {
            throw new GoletaException(Fault.USER, source + ": " + String.join("; ", all));
        }
    }

    private <T> T structured(String key, T defaultValue, String allowed, Function<@Nullable Object, T> convert) {
        // Not the stripped text: the indent of the first line counts.
        Function<String, T> parse = stripped -> convert.apply(yaml.apply(values.getOrDefault(key, "")));
        return read(key, defaultValue, allowed, parse, e -> ": " + e.getMessage());
    }

    private <T> T read(String key, T defaultValue, String allowed, Function<String, T> parse) {
        return read(key, defaultValue, allowed, parse, e -> "");
    }

    private <T> T read(
            String key,
            T defaultValue,
            String allowed,
            Function<String, T> parse,
            Function<RuntimeException, String> reason) {
        known.add(key);
        String text = values.getOrDefault(key, "").strip();
        settings.put(key, new Setting(key, written(defaultValue), written(defaultValue), allowed, false));
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            T value = parse.apply(text);
            settings.put(key, new Setting(key, written(defaultValue), text, allowed, true));
            return value;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            invalid.add(key);
            problems.add(key + " is \"" + text + "\" but must be " + allowed + reason.apply(e));
            return defaultValue;
        }
    }

    private static String written(Object value) {
        return switch (value) {
            case Duration duration -> GoDuration.format(duration);
            case Map<?, ?> map when map.isEmpty() -> "";
            case List<?> list when list.isEmpty() -> "";
            default -> value.toString();
        };
    }
}
