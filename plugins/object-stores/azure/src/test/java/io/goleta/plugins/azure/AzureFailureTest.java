package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read, for each answer that a store may give. The answers are those in Azure's reference. */
class AzureFailureTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private int status;
    private String code = "";
    private String detail = "";
    private String words = "";
    private int requests;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests++;
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("x-ms-error-code", code);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            String error = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code
                    + "</Code><Message>As it says.</Message><AuthenticationErrorDetail>" + detail
                    + "</AuthenticationErrorDetail></Error>";
            byte[] body = (words.isEmpty() ? error : words).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | ContainerNotFound                  | there is no such container; create it, or correct the location's bucket
            403 | AuthenticationFailed               | the store rejected the credentials (AuthenticationFailed); correct them
            403 | AuthorizationPermissionMismatch    | an identity needs the role Storage Blob Data Contributor on the container
            403 | AuthorizationFailure               | its firewall must allow this cluster's network
            403 | KeyBasedAuthenticationNotPermitted | the account does not permit access keys; set useAAD in the location's config
            403 | AccountIsDisabled                  | the storage account is disabled
            409 | BlobImmutableDueToPolicy           | an immutability policy of the container protects the blob
            """)
    void isAUserErrorWhenOnlyTheUserCanFixIt(int status, String code, String sentence) {
        GoletaException failure = answer(status, code, "");

        assertThat(failure)
                .hasMessageStartingWith("Could not list objects in container b at http://127.0.0.1:")
                .hasMessageContaining(sentence);
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Request date header too old: 'Thu, 01 Jan 2026 00:00:00 GMT'                       | the clocks of this machine and of the store differ too much
            Signature not valid in the specified time frame: Start [a] - Expiry [b] - Current [c] | the credentials have expired; renew them
            """)
    void tellsWhyCredentialsAreRejected(String detail, String sentence) {
        assertThat(answer(403, "AuthenticationFailed", detail)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, ServerBusy", "500, OperationTimedOut"})
    void isWorthARetryAfterTheSdkTriedThreeTimes(int status, String code) {
        GoletaException failure = answer(status, code, "");

        assertThat(failure).hasMessageContaining("the store is temporarily unavailable (" + code + ")");
        assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void isWorthARetryWhenAGatewayAnswersInItsOwnWords() {
        status = 503;
        words = "<html><p>Busy<br></html>";
        try (ObjectStore store = open(settings())) {
            GoletaException failure = catchThrowableOfType(
                    GoletaException.class, () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3));

            assertThat(failure).hasMessageEndingWith("the store is temporarily unavailable (HTTP 503)");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void readsTheWholeWhereRangesAreNotHeeded() throws IOException {
        status = 200;
        words = "hello";
        try (ObjectStore store = open(settings());
                InputStream in = store.get("k").orElseThrow()) {
            assertThat(in).hasContent("hello");
        }
    }

    @Test
    void isWorthARetryWhenOtherBytesComeThanWereAskedFor() {
        status = 200;
        try (ObjectStore store = open(settings())) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> store.get("k", 7, 3));

            assertThat(failure).hasMessageStartingWith("Could not read k in container b");
            assertThat(failure).hasMessageEndingWith("the store answered with something other than bytes=7-9");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void isWorthARetryWhenTwoWroteOneObject() {
        status = 400;
        code = "InvalidBlockList";
        try (ObjectStore store = open(settings())) {
            GoletaException failure = catchThrowableOfType(
                    GoletaException.class, () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3));

            assertThat(failure)
                    .hasMessageStartingWith("Could not store k in container b")
                    .hasMessageContaining("the object was written concurrently");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void readsTheSameReasonsWhereItReadsAnObject() {
        status = 403;
        code = "AuthorizationPermissionMismatch";
        try (ObjectStore store = open(settings())) {
            assertThat(catchThrowableOfType(GoletaException.class, () -> store.get("k")))
                    .hasMessageStartingWith("Could not read k in container b")
                    .hasMessageContaining("Storage Blob Data Contributor");
            assertThat(catchThrowableOfType(GoletaException.class, () -> store.head("k")))
                    .hasMessageContaining("Storage Blob Data Contributor");
            status = 404;
            code = "ContainerNotFound";
            assertThat(catchThrowableOfType(GoletaException.class, () -> store.get("k")))
                    .hasMessageContaining("there is no such container");
        }
    }

    @Test
    void isWorthARetryWhenNothingAnswers() {
        Map<String, String> settings = settings();
        server.stop(0);
        try (ObjectStore store = open(settings)) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);

            assertThat(failure).hasMessageContaining("cannot connect; is the store running");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        Map<String, String> settings = settings();
        settings.put("storageAccountURI", "http://no-such-host.invalid");
        try (ObjectStore store = open(settings)) {
            assertThat(catchThrowableOfType(GoletaException.class, store::check))
                    .hasMessageContaining("its host name cannot be resolved");
        }
    }

    @Test
    void saysThatTheKeyIsMissing() {
        Map<String, String> settings = settings();
        settings.put("storageAccountKeyEnvVar", "OTHER");

        assertUsers(settings, "The credentials do not contain the variable OTHER, which storageAccountKeyEnvVar");
    }

    @Test
    void saysThatTheKeyIsNoneWithoutRepeatingIt() {
        Map<String, String> settings = settings();
        settings.put(
                "credentialsFile",
                AzureServer.credentials(folder, AzureServer.KEY_VARIABLE + "=pa55 word!")
                        .toString());

        assertUsers(settings, "The access key of storage account goletatest is invalid: not base64");
    }

    private void assertUsers(Map<String, String> settings, String sentence) {
        try (ObjectStore store = open(settings)) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);

            assertThat(failure).hasMessageContaining(sentence);
            assertThat(failure.fault()).isEqualTo(Fault.USER);
            assertThat(Throwables.getStackTrace(failure)).doesNotContain("pa55");
        }
    }

    private GoletaException answer(int status, String code, String detail) {
        this.status = status;
        this.code = code;
        this.detail = detail;
        try (ObjectStore store = open(settings())) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);
            assertThat(Throwables.getStackTrace(failure)).doesNotContain(Azurite.KEY);
            return failure;
        }
    }

    private ObjectStore open(Map<String, String> settings) {
        return new AzureObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    private Map<String, String> settings() {
        return AzureServer.settings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + Azurite.ACCOUNT),
                "b",
                "",
                AzureServer.credentials(folder, AzureServer.KEY_VARIABLE + "=" + Azurite.KEY));
    }
}
