package io.goleta.plugins.gcp;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Google credentials: from a credentials file, or from the metadata server of the pod or machine.
 *
 * @param signer empty when no key is available for signing
 * @param universe domain of the Google cloud that issued them
 */
record GcpCredentials(GoogleCredentials google, Optional<Signer> signer, String universe) {
    private static final String OBJECTS = "https://www.googleapis.com/auth/devstorage.read_write";
    // Remote signing needs more than access to objects.
    private static final String EVERYTHING = "https://www.googleapis.com/auth/cloud-platform";

    private static final String WITH_KEY = "service_account";
    private static final String IMPERSONATING = "impersonated_service_account";
    private static final Set<String> KINDS =
            Set.of(WITH_KEY, IMPERSONATING, "authorized_user", "external_account", "external_account_authorized_user");

    /** Whether URLs can be signed, as far as the settings tell without a request. */
    static boolean canSign(GcpSettings settings) {
        String kind = settings.credentials()
                .read()
                .map(content -> content.get("type"))
                .orElse("");
        return !settings.serviceAccount().isEmpty() || kind.equals(WITH_KEY) || kind.equals(IMPERSONATING);
    }

    /**
     * @throws GoletaException USER when the credentials are invalid
     */
    static GcpCredentials of(GcpSettings settings, GcpHttp http) {
        Optional<GcpCredentialsFile.Content> file = settings.credentials().read();
        String universe = Stream.of(
                        settings.universeDomain(),
                        file.map(content -> content.get("universe_domain")).orElse(""),
                        "googleapis.com")
                .filter(domain -> !domain.isEmpty())
                .findFirst()
                .orElseThrow();
        GoogleCredentials credentials = file.isPresent() ? parse(file.get(), http) : ofTheMachine(http);
        GoogleCredentials scoped =
                credentials.createScoped(credentials instanceof ServiceAccountCredentials ? OBJECTS : EVERYTHING);
        URI iam = URI.create("https://iamcredentials." + universe);
        return new GcpCredentials(scoped, signer(settings, scoped, http, iam), universe);
    }

    private static Optional<Signer> signer(GcpSettings settings, GoogleCredentials credentials, GcpHttp http, URI iam) {
        if (credentials instanceof ServiceAccountCredentials own) {
            return Optional.of(new KeySigner(own));
        }
        if (!settings.serviceAccount().isEmpty()) {
            return Optional.of(new RemoteSigner(settings.serviceAccount(), http, credentials, iam));
        }
        return credentials instanceof ImpersonatedCredentials other
                ? Optional.of(new RemoteSigner(other.getAccount(), http, other.getSourceCredentials(), iam))
                : Optional.empty();
    }

    private static GoogleCredentials ofTheMachine(GcpHttp http) {
        return ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(http)
                .build();
    }

    private static GoogleCredentials parse(GcpCredentialsFile.Content file, GcpHttp http) {
        String kind = file.get("type");
        if (!KINDS.contains(kind)) {
            throw unusable(
                    "its type is \"" + kind + "\" but must be one of " + String.join(", ", new TreeSet<>(KINDS)));
        }
        try (InputStream in = file.open()) {
            return GoogleCredentials.fromStream(in, http);
        } catch (IOException | RuntimeException e) {
            // Without the cause, whose message may show a key.
            throw unusable("Google's library reports a missing or invalid field ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static GoletaException unusable(String why) {
        return new GoletaException(
                Fault.USER,
                "The credentials of the storage location are invalid: " + why + "; correct them in "
                        + GcpFailure.SECRET);
    }
}
