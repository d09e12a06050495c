package io.goleta.plugins.gcp;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import io.goleta.plugins.stores.CredentialsFile;
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
 * The credentials file that Google's programs use. It is read again when it changes, so that renewed credentials need no restart.
 * Without a file, the identity of the pod or the machine is used.
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

    /** The content at one moment. No record, whose toString would show it. */
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

    /** Changes whenever the file is changed, created or deleted. */
    Object version() {
        return file().map(CredentialsFile::version).orElse("");
    }

    /**
     * @return empty when there is no file
     * @throws GoletaException USER when it is not a Google credentials file
     */
    Optional<Content> read() {
        return file().map(GcpCredentialsFile::parse);
    }

    // An installation without a Secret names a file that does not exist.
    private Optional<CredentialsFile> file() {
        if (!ownFile.isEmpty()) {
            return Optional.of(new CredentialsFile(Path.of(ownFile)));
        }
        Stream<Path> candidates = Stream.of(
                        in("", context.environment("GOOGLE_APPLICATION_CREDENTIALS")),
                        in(BY_GCLOUD, context.environment("CLOUDSDK_CONFIG")),
                        in(".config/gcloud/" + BY_GCLOUD, context.environment("HOME")))
                .flatMap(Optional::stream);
        return candidates.filter(Files::isRegularFile).findFirst().map(CredentialsFile::new);
    }

    private static Optional<Path> in(String name, @Nullable String folder) {
        return folder == null || folder.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(folder).resolve(name));
    }

    private static Content parse(CredentialsFile file) {
        byte[] bytes = file.bytes();
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            GenericJson fields =
                    GsonFactory.getDefaultInstance().fromInputStream(in, StandardCharsets.UTF_8, GenericJson.class);
            return new Content(bytes, Objects.requireNonNullElseGet(fields, GenericJson::new));
        } catch (IOException | RuntimeException e) {
            // Without the cause, whose message may quote the file.
            throw new GoletaException(Fault.USER, file.path() + " is not a Google credentials file: expected JSON");
        }
    }
}
