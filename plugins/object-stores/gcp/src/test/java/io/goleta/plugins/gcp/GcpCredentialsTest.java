package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.store.PatternStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who the plugin can be to Google, and what is said when that goes wrong. */
class GcpCredentialsTest {
    @TempDir
    Path folder;

    private GcsServer server;
    private TokenGivers givers;
    private Location location;

    @BeforeEach
    void startServers() {
        server = GcsServer.start();
        givers = new TokenGivers(server.token());
        location = Location.in(server, folder);
    }

    @AfterEach
    void stopServers() {
        givers.close();
        server.close();
    }

    @Test
    void isAServiceAccountWithItsKey() {
        assertWorks(server.credentials());

        assertThat(location.open()).isInstanceOf(SignedUrls.class);
        assertThat(givers.asked()).isEmpty();
    }

    @Test
    void isAPerson() {
        assertWorks(OtherCredentials.ofAUser(givers.url()));

        assertThat(location.open()).isNotInstanceOf(SignedUrls.class);
        assertThat(givers.asked()).containsOnly("/token");
    }

    @Test
    void isAPodOfSomebodyElsesCluster() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "jwt.of.kubernetes");

        assertWorks(OtherCredentials.ofAFederation(URI.create("https://sts.googleapis.com"), token.toString()));

        assertThat(location.open()).isNotInstanceOf(SignedUrls.class);
        assertThat(givers.asked()).containsOnly("/sts");
    }

    @Test
    void isSomebodyWhoActsAsAServiceAccount() throws IOException {
        assertWorks(OtherCredentials.ofAnImpersonation(
                URI.create("https://iamcredentials.googleapis.com"),
                OtherCredentials.ofAUser(givers.url()),
                server.email()));

        assertThat(location.open()).isInstanceOf(SignedUrls.class);
        assertOpens(sign(location));
        assertThat(givers.asked())
                .contains("/token", "/v1/projects/-/serviceAccounts/" + server.email() + ":generateAccessToken");
    }

    @Test
    void isThePodOrTheMachineWhereThereIsNoFile() {
        location.without("credentialsFile");

        assertWorks();

        assertThat(location.open()).isNotInstanceOf(SignedUrls.class);
        assertThat(givers.asked()).contains("/computeMetadata/v1/instance/service-accounts/default/token");
    }

    @Test
    void hasTheServiceAccountOfTheLocationSignWhereThereIsNoKey() throws IOException {
        location.without("credentialsFile").with("serviceAccount", server.email());
        assertWorks();

        assertThat(location.open()).isInstanceOf(SignedUrls.class);
        assertOpens(sign(location));
    }

    @Test
    void saysThatItMayNotHaveTheServiceAccountSign() {
        location.without("credentialsFile").with("serviceAccount", server.email());
        server.deny(RemoteSigner.PERMISSION);

        assertThatThrownBy(() -> sign(location))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("Could not sign a URL for a in bucket ")
                .hasMessageContaining(
                        "grant the credentials iam.serviceAccounts.signBlob on the service account that signs");
    }

    @Test
    void saysThatTheServiceAccountThatSignsIsNone() {
        location.without("credentialsFile").with("serviceAccount", "nobody@p.iam.gserviceaccount.com");

        assertThatThrownBy(() -> sign(location))
                .hasMessageContaining("there is no such service account")
                .hasMessageContaining("correct serviceAccount in the location's config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error": "invalid_grant", "error_description": "Invalid JWT Signature."} | Google rejected the credentials (invalid_grant: Invalid JWT Signature.); correct them
            400 | {"error": "invalid_grant", "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."} | the clocks of this machine and of Google differ too much
            400 | {"error": "invalid_grant", "error_description": "Token has been expired or revoked."} | the credentials have expired (invalid_grant: Token has been expired or revoked.); renew them
            400 | {"error": "invalid_grant", "error_description": "Invalid grant: account not found"} | the service account is disabled or deleted
            400 | {"error": "invalid_grant", "error_description": "Account has been disabled"} | the service account is disabled or deleted
            401 | {"error": "invalid_client", "error_description": "The OAuth client was not found."} | Google rejected the credentials (HTTP 401); correct them
            """)
    void saysWhyThereIsNoToken(int status, String words, String sentence) {
        givers.answer(status, words);
        GoletaException failure = failure(OtherCredentials.ofAUser(givers.url()));

        assertThat(failure)
                .hasMessageStartingWith("Could not list objects in bucket ")
                .hasMessageContaining(sentence);
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void saysWhyFederatedCredentialsGetNoToken() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "jwt.of.kubernetes");
        givers.answer(
                400,
                "{\"error\": \"invalid_grant\", \"error_description\": \"ID Token issued at 1 is stale to sign-in.\"}");

        assertThat(failure(OtherCredentials.ofAFederation(URI.create("https://sts.googleapis.com"), token.toString())))
                .hasMessageContaining("the credentials have expired (invalid_grant: ID Token issued at 1 is stale");
    }

    @Test
    void saysThatItMayNotActAsTheServiceAccount() {
        givers.answer(200, "");
        String credentials = OtherCredentials.ofAnImpersonation(
                URI.create("https://iamcredentials.googleapis.com"), server.credentials(), server.email());
        givers.answer(
                403,
                "{\"error\": {\"code\": 403, \"message\": \"Permission 'iam.serviceAccounts.getAccessToken' denied on"
                        + " resource (or it may not exist).\", \"status\": \"PERMISSION_DENIED\"}}");

        assertThat(failure(credentials))
                .hasMessageContaining("the credentials are not permitted to impersonate the service account")
                .hasMessageContaining("Service Account Token Creator");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        location.without("credentialsFile");
        givers.answer(404, "no such account");
        GoletaException failure = failure();

        assertThat(failure).hasMessageContaining("there are no credentials; put them into the location's Secret");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
    }

    @Test
    void saysThatTheMachineGetsNoToken() {
        location.without("credentialsFile");
        givers.answer(403, "no");
        GoletaException failure = failure();

        assertThat(failure).hasMessageContaining("Google rejected the credentials");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
    }

    @Test
    void isRetryableWhenTheTokenServerIsDown() {
        givers.close();
        GoletaException failure = failure(OtherCredentials.ofAUser(givers.url()));

        assertThat(failure).hasMessageContaining("cannot connect to the token server");
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "gdch_service_account", "private_key": "s3cret"} | its type is "gdch_service_account" but must be one of authorized_user, external_account,
            {"private_key": "s3cret"}                                 | its type is "" but must be one of
            {"type": "service_account", "private_key": "s3cret"}      | Google's library reports a missing or invalid field
            {"type": "service_account", "private_key": "s3cret", "client_email": "e", "client_id": "1", "private_key_id": "1", "token_uri": "https://t"} | Google's library reports a missing or invalid field
            {"type": "authorized_user", "client_secret": "s3cret"}    | Google's library reports a missing or invalid field
            """)
    void refusesAnInvalidFileWithoutQuotingIt(String file, String sentence) {
        GoletaException failure = failure(file);

        assertThat(failure).hasMessageContaining(sentence);
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(Throwables.getStackTrace(failure)).doesNotContain("s3cret");
    }

    private void assertWorks(String credentials) {
        location.with("credentialsFile", location.file(credentials).toString());
        assertWorks();
    }

    private void assertWorks() {
        try (ObjectStore store = open()) {
            store.check();
            store.put("a", new PatternStream(3), 3);
            assertThat(store.head("a")).isPresent();
        }
    }

    private GoletaException failure(String credentials) {
        location.with("credentialsFile", location.file(credentials).toString());
        return failure();
    }

    private GoletaException failure() {
        try (ObjectStore store = open()) {
            return catchThrowableOfType(GoletaException.class, store::check);
        }
    }

    private GcpObjectStore open() {
        return new GcpObjectStore(location.settings(), connection());
    }

    private URI sign(Location location) {
        try (SigningGcpObjectStore store =
                new SigningGcpObjectStore(location.settings(), connection(), Clock.systemUTC())) {
            return store.signedGet("a", Duration.ofMinutes(1));
        }
    }

    private GcpConnection connection() {
        return new GcpConnection(
                location.settings(), Timeouts.DEFAULT, RetryPauses.DEFAULT, givers.client(server.url()));
    }

    private static void assertOpens(URI url) throws IOException {
        try (InputStream in = url.toURL().openStream()) {
            assertThat(in.readAllBytes()).hasSize(3);
        }
    }
}
