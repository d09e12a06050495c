package io.goleta.plugins.gcp;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file in which Google's programs find who they are. It is read again when it changes, so that renewed credentials need no restart.
 * Without one, the pod or the machine has an identity.
 */
final class GcpCredentialsFile {
    private static final String BY_GCLOUD = "application_default_credentials.json";

    private final String ownFile;
    private final PluginContext context;

    private GcpCredentialsFile(String ownFile, PluginContext context) {
        this.ownFile = ownFile;
        this.context = context;
    }

    /**
     * @param ownFile the location's own file, or empty
     */
    static GcpCredentialsFile of(String ownFile, PluginContext context) {
        return new GcpCredentialsFile(ownFile, context);
    }

    /** What the file holds now; not printed by anybody, since this is no record. */
    static final class Content {
        private final byte[] bytes;
        private final GenericJson fields;

        private Content(byte[] bytes, GenericJson fields) {
            this.bytes = bytes;
            this.fields = fields;
        }

        /** Empty when there is no such field. */
        String get(String field) {
            return fields.get(field) instanceof String text ? text : "";
        }

        InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** Changes whenever the file does, or comes, or goes. */
    Object version() {
        return path().<Object>map(GcpCredentialsFile::modified).orElse("");
    }

    /**
     * @return empty when there is no file
     * @throws GoletaException USER when the file is no file of credentials
     */
    Optional<Content> read() {
        return path().map(GcpCredentialsFile::parse);
    }

    // An installation without a Secret names a file that is not there.
    private Optional<Path> path() {
        if (!ownFile.isEmpty()) {
            return Optional.of(Path.of(ownFile));
        }
        Stream<Path> candidates = Stream.of(
                        in("", context.environment("GOOGLE_APPLICATION_CREDENTIALS")),
                        in(BY_GCLOUD, context.environment("CLOUDSDK_CONFIG")),
                        in(".config/gcloud/" + BY_GCLOUD, context.environment("HOME")))
                .flatMap(Optional::stream);
        return candidates.filter(Files::isRegularFile).findFirst();
    }

    private static Optional<Path> in(String name, @Nullable String folder) {
        return folder == null || folder.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(folder).resolve(name));
    }

    private static Object modified(Path path) {
        try {
            return path + " " + Files.getLastModifiedTime(path) + " " + Files.size(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static Content parse(Path path) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            GenericJson fields =
                    GsonFactory.getDefaultInstance().fromInputStream(in, StandardCharsets.UTF_8, GenericJson.class);
            return new Content(bytes, Objects.requireNonNullElseGet(fields, GenericJson::new));
        } catch (IOException | RuntimeException e) {
            // Without its cause, which may quote what it read.
            throw new GoletaException(
                    Fault.USER, "The credentials file " + path + " is none of Google's: it must be JSON");
        }
    }

    private static GoletaException unreadable(Path path, IOException e) {
        return new GoletaException(
                Fault.USER,
                "Cannot read the credentials file " + path + " (" + e.getClass().getSimpleName() + ")");
    }
}
