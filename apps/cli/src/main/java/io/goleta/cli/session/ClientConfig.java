package io.goleta.cli.session;

import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The user's settings in {@code ~/.config/velero/config.json}: one flat JSON object whose values are read as texts. Keys:
 * {@code namespace}, {@code features}, {@code cacert}, {@code colorized}.
 */
public final class ClientConfig {
    private final Path file;
    private final SortedMap<String, String> values = new TreeMap<>();

    private ClientConfig(Path home) {
        this.file = home.resolve(".config/velero/config.json");
    }

    /**
     * Reads the file in this home directory; without a file the settings are empty.
     *
     * @throws IOException when it cannot be read or is not a JSON object
     */
    public static ClientConfig read(Path home) throws IOException {
        ClientConfig config = new ClientConfig(home);
        if (Files.exists(config.file)) {
            try {
                Json.readMap(Files.readAllBytes(config.file))
                        .forEach((key, value) -> config.values.put(key, String.valueOf(value)));
            } catch (GoletaException e) {
                throw new IOException(config.file + " is not a JSON object", e);
            }
        }
        return config;
    }

    /** Empty settings, for a file that cannot be read. */
    static ClientConfig empty(Path home) {
        return new ClientConfig(home);
    }

    /** The value of a key that is set and not empty. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** All keys and values. */
    public SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(values);
    }

    /**
     * Writes the file with these keys changed; an empty value removes its key. Only the user can read the file.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Map<String, String> changes) throws IOException {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(changes);
        all.values().removeIf(String::isEmpty);
        Files.createDirectories(
                Objects.requireNonNull(file.getParent()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.write(file, Json.write(all));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
