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

/**
 * The settings a plugin was given: the data of its labelled ConfigMap, or {@code spec.config} of a storage location.
 *
 * <p>Read every key with a typed getter, then call {@link #verify()}: it reports all bad values and all unknown keys at
 * once. A getter returns its default when the key is absent or its value is bad, so reading goes on. Not thread-safe.
 */
public final class PluginConfig {
    private final String source;
    private final Map<String, String> values;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * One key and what came of it, as texts.
     *
     * @param defaultValue empty when there is none
     * @param value what holds
     * @param allowed to be read after "must be"; empty when any text is
     * @param written whether the value was written by a user, and not the default
     */
    public record Setting(String key, String defaultValue, String value, String allowed, boolean written) {}

    /**
     * @param source where the values come from, for error texts: {@code ConfigMap velero/restic-config}
     * @param values keys and values as written by the user
     */
    public PluginConfig(String source, Map<String, String> values) {
        this.source = source;
        this.values = Map.copyOf(values);
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

    /** Whether the user wrote the key and left its value empty, where that means something else than leaving the key out. */
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
        return read(key, defaultValue, "true or false", text -> switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** A duration in Go's notation, {@code 90s} or {@code 1h30m}. */
    public Duration duration(String key, Duration defaultValue) {
        return read(key, defaultValue, "a duration such as 30s, 10m or 1h30m", GoDuration::parse);
    }

    /**
     * A value of the plugin's own notation.
     *
     * @param allowed says what is allowed, to be read after "must be"
     * @param parse throws {@link IllegalArgumentException} for a bad value
     */
    public <T> T value(String key, T defaultValue, String allowed, Function<String, T> parse) {
        return read(key, defaultValue, allowed, parse);
    }

    /** The keys that were read so far, in the order in which they were read first. */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /**
     * Says what holds for a key that was read, where that is not what its getter returned: it was completed, or replaced
     * because of another key.
     */
    public void holds(String key, String value) {
        Setting read = settings.get(key);
        if (read != null) {
            boolean written = read.written() && !value.equals(read.defaultValue());
            settings.put(key, new Setting(key, read.defaultValue(), value, read.allowed(), written));
        }
    }

    /** What is wrong so far, including keys nobody has read, one sentence each. */
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

    private <T> T read(String key, T defaultValue, String allowed, Function<String, T> parse) {
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
            problems.add(key + " is \"" + text + "\" but must be " + allowed);
            return defaultValue;
        }
    }

    private static String written(Object value) {
        return value instanceof Duration duration ? GoDuration.format(duration) : value.toString();
    }
}
