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
 * Who we are to Google: what a file of credentials says, or whoever the pod or the machine is, whom the metadata server knows.
 *
 * @param signer empty when nobody signs for us
 * @param universe Google's cloud in which that is
 */
record GcpCredentials(GoogleCredentials credentials, Optional<Signer> signer, String universe) {
    private static final String OBJECTS = "https://www.googleapis.com/auth/devstorage.read_write";
    // To have others sign takes more than access to objects.
    private static final String EVERYTHING = "https://www.googleapis.com/auth/cloud-platform";

    private static final String WITH_KEY = "service_account";
    private static final String FOR_ANOTHER = "impersonated_service_account";
    private static final Set<String> KINDS =
            Set.of(WITH_KEY, FOR_ANOTHER, "authorized_user", "external_account", "external_account_authorized_user");

    /** Whether there is somebody who signs, as far as can be told without asking anybody. */
    static boolean canSign(GcpSettings settings) {
        String kind = settings.credentials()
                .read()
                .map(content -> content.get("type"))
                .orElse("");
        return !settings.serviceAccount().isEmpty() || kind.equals(WITH_KEY) || kind.equals(FOR_ANOTHER);
    }

    /**
     * @throws GoletaException USER when the credentials are none
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
            // Without its cause, whose text may show a key.
            throw unusable("a field of it is missing or wrong, as Google's library sees it ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static GoletaException unusable(String why) {
        return new GoletaException(
                Fault.USER,
                "The credentials of the storage location cannot be used: " + why + "; correct them in "
                        + GcpFailure.SECRET);
    }
}
