package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users read, for each answer that a store may give. The answers are those in Google's reference. */
class GcpFailureTest {
    private static final String KEY = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";

    @TempDir
    Path folder;

    private HttpServer server;
    private TokenGivers givers;
    private Location location;
    private int status;
    private String words = "";
    private int requests;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests++;
            exchange.getRequestBody().readAllBytes();
            byte[] body = words.getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .add(
                            "Content-Type",
                            (words.startsWith("{") ? "application/json" : "text/plain") + "; charset=UTF-8");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        givers = new TokenGivers("t0ken");
        location = new Location(
                folder,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "b",
                OtherCredentials.ofAnotherKey(givers.url()));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        givers.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | notFound        | The specified bucket does not exist. | there is no such bucket; create it, or correct the location's bucket
            401 | authError       | Invalid Credentials | the store rejected the credentials (authError: Invalid Credentials); correct them
            403 | forbidden       | a@p.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist). | grant the credentials storage.objects.list on the bucket
            403 | forbidden       | Forbidden | grant the credentials storage.objects.list on the bucket
            403 | accountDisabled | The project to be billed is associated with a closed billing account. | billing is disabled for the bucket's project
            403 | forbidden       | The billing account for the owning project is disabled in state absent | billing is disabled for the bucket's project
            403 | retentionPolicyNotMet | Object 'b/a' is subject to bucket's retention policy and cannot be deleted or overwritten until 2027-01-01 | a retention policy or a hold protects the object
            403 | accessNotConfigured | Cloud Storage JSON API has not been used in project 1 before or it is disabled. | an API is not enabled in the project
            403 | vpcServiceControls | Request is prohibited by organization's policy. | access denied by a policy of the organization
            400 | invalid | Cloud KMS key projects/p/locations/eu/keyRings/r/cryptoKeys/k is disabled. | the bucket's KMS key cannot be used
            """)
    void isAUserErrorWhenOnlyTheUserCanFixIt(int status, String reason, String message, String sentence) {
        GoletaException failure = answer(status, reason, message);

        assertThat(failure)
                .hasMessageStartingWith("Could not list objects in bucket b at http://127.0.0.1:")
                .hasMessageContaining(sentence);
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
        // With another token, where this one is said to be wrong.
        assertThat(requests).isEqualTo(status == 401 ? 2 : 1);
    }

    @Test
    void namesTheKeyOfTheLocationThatCannotBeUsed() {
        location.with("kmsKeyName", KEY);
        says(
                403,
                "forbidden",
                "Permission denied on Cloud KMS key. Please ensure that your Cloud Storage service account has been"
                        + " authorized to use this key.");

        assertThat(failureOfPut())
                .hasMessageContaining(
                        "the KMS key " + KEY + " cannot be used (forbidden: Permission denied on Cloud KMS key.")
                .hasMessageContaining("needs the role Cloud KMS CryptoKey Encrypter/Decrypter on it");
    }

    @Test
    void namesThePermissionThatTheStoreNames() {
        says(403, "forbidden", "a@p does not have storage.objects.delete access to the Google Cloud Storage object.");

        assertThat(failureOfPut()).hasMessageEndingWith("grant the credentials storage.objects.delete on the bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "500, backendError",
        "503, backendError",
        "429, rateLimitExceeded",
        "408, requestTimeout",
        "403, userRateLimitExceeded"
    })
    void isWorthARetryAfterThreeAttempts(int status, String reason) {
        GoletaException failure = answer(status, reason, "As it says.");

        assertThat(failure).hasMessageContaining("the store is temporarily unavailable (" + reason + ": As it says.)");
        assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void isWorthARetryWhenAGatewayAnswersInItsOwnWords() {
        status = 503;
        words = "<html><p>Busy<br></html>";

        assertThat(failureOfPut()).hasMessageEndingWith("the store is temporarily unavailable (HTTP 503)");
    }

    @Test
    void isWorthARetryWhenWhatWasSentArrivedChanged() {
        says(400, "invalid", "Provided CRC32C \"AAAAAA==\" doesn't match calculated CRC32C \"AAAAAQ==\".");
        GoletaException failure = failureOfPut();

        assertThat(failure).hasMessageEndingWith("checksum mismatch: data was corrupted in transit (invalid)");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void isWorthARetryWhenOtherBytesComeThanWereAskedFor() {
        status = 200;
        words = "hello";
        try (ObjectStore store = location.open()) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> store.get("k", 7, 3));

            assertThat(failure).hasMessageStartingWith("Could not read k in bucket b");
            assertThat(failure).hasMessageContaining("the store answered with something other than bytes=7-9");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void readsTheWholeOfAStoreThatKeepsNoSums() throws IOException {
        status = 200;
        words = "hello";
        try (ObjectStore store = location.open();
                InputStream in = store.get("k").orElseThrow()) {
            assertThat(in).hasContent("hello");
        }
    }

    @Test
    void readsTheSameReasonsWhereItReadsAnObject() {
        status = 404;
        words = "The specified bucket does not exist.";
        try (ObjectStore store = location.open()) {
            assertThat(catchThrowableOfType(GoletaException.class, () -> store.get("k")))
                    .hasMessageContaining("there is no such bucket; create it");
            words = "No such object: bucket/k";
            assertThat(store.get("k")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "[]", "{\"nextPageToken\": 3", "{\"items\": 7}"})
    void isWorthARetryWhenTheAnswerMakesNoSense(String answer) {
        status = 200;
        words = answer;
        try (ObjectStore store = location.open()) {
            GoletaException failure = catchThrowableOfType(
                    GoletaException.class, () -> store.list("").toList());

            assertThat(failure).hasMessageStartingWith("Could not list all in bucket b");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void isWorthARetryWhenNothingAnswers() {
        server.stop(0);
        GoletaException failure = failureOfCheck();

        assertThat(failure).hasMessageContaining("cannot connect; is the store running");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void saysThatTheHostIsUnknown() {
        location.with("storeEndpoint", "http://no-such-host.invalid");

        assertThat(failureOfCheck()).hasMessageContaining("its host name cannot be resolved");
    }

    private GoletaException answer(int status, String reason, String message) {
        says(status, reason, message);
        return failureOfCheck();
    }

    private void says(int status, String reason, String message) {
        this.status = status;
        String text = message.replace("\"", "\\\"");
        words = "{\"error\": {\"code\": " + status + ", \"message\": \"" + text + "\", \"errors\": [{\"message\": \""
                + text + "\", \"domain\": \"global\", \"reason\": \"" + reason + "\"}]}}";
    }

    private GoletaException failureOfCheck() {
        try (ObjectStore store = location.open()) {
            return catchThrowableOfType(GoletaException.class, store::check);
        }
    }

    private GoletaException failureOfPut() {
        try (ObjectStore store = location.open()) {
            return catchThrowableOfType(
                    GoletaException.class, () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3));
        }
    }
}
