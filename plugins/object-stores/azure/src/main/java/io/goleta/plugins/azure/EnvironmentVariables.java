package io.goleta.plugins.azure;

import static java.util.stream.Collectors.toMap;

import io.goleta.plugins.stores.CredentialsFile;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment variables that hold Azure credentials: those of a credentials file, lines of {@code NAME=value}, and for names that
 * are not in it those of the process. The file is read again when it changes, so that renewed credentials need no restart.
 */
final class EnvironmentVariables {
    private final Optional<CredentialsFile> file;
    private final boolean ownFile;
    private final PluginContext context;

    private EnvironmentVariables(Optional<CredentialsFile> file, boolean ownFile, PluginContext context) {
        this.file = file;
        this.ownFile = ownFile;
        this.context = context;
    }

    /**
     * @param ownFile the location's own file, or empty
     */
    static EnvironmentVariables of(String ownFile, PluginContext context) {
        String path = ownFile.isEmpty()
                ? Objects.requireNonNullElse(context.environment("AZURE_CREDENTIALS_FILE"), "")
                : ownFile;
        return new EnvironmentVariables(
                path.isEmpty() ? Optional.empty() : Optional.of(new CredentialsFile(Path.of(path))),
                !ownFile.isEmpty(),
                context);
    }

    /** The variables at one moment. No record, whose toString would show them. */
    final class Snapshot {
        private final Map<String, String> inFile;

        private Snapshot(Map<String, String> inFile) {
            this.inFile = inFile;
        }

        /** Empty when there is no such variable. */
        String get(String name) {
            String value = inFile.get(name);
            return value == null ? Objects.requireNonNullElse(context.environment(name), "") : value;
        }
    }

    /** Changes whenever the file does. */
    Object version() {
        return file.filter(this::isUsed).map(CredentialsFile::version).orElse("");
    }

    /**
     * @throws GoletaException USER when the file cannot be read
     */
    Snapshot read() {
        return new Snapshot(
                file.filter(this::isUsed).map(EnvironmentVariables::parse).orElse(Map.of()));
    }

    // An installation without a Secret names a file that does not exist.
    private boolean isUsed(CredentialsFile file) {
        return ownFile || Files.exists(file.path());
    }

    private static Map<String, String> parse(CredentialsFile file) {
        return file.lines().stream()
                .flatMap(EnvironmentVariables::variable)
                .collect(toMap(List::getFirst, List::getLast, (_, later) -> later));
    }

    private static Stream<List<String>> variable(String line) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (text.startsWith("#") || equals < 0) {
            return Stream.empty();
        }
        String name = text.substring(0, equals).strip();
        return Stream.of(List.of(
                name.startsWith("export ") ? name.substring("export ".length()).strip() : name,
                value(text.substring(equals + 1).strip())));
    }

    private static String value(String text) {
        for (String quote : List.of("\"", "'")) {
            int end = text.indexOf(quote, 1);
            if (text.startsWith(quote) && end > 0) {
                return text.substring(1, end);
            }
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}
