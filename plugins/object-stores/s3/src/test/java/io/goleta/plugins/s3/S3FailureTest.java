package io.goleta.plugins.s3;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read, for each answer that a store may give. The answers are those in Amazon's reference. */
class S3FailureTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private int status;
    private String code = "";
    private String region = "";
    private int requests;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests++;
            exchange.getRequestBody().readAllBytes();
            if (!region.isEmpty()) {
                exchange.getResponseHeaders().add("x-amz-bucket-region", region);
            }
            byte[] body = ("<Error><Code>" + code + "</Code><Message>As it says.</Message></Error>")
                    .getBytes(StandardCharsets.UTF_8);
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
            404 | NoSuchBucket                | there is no such bucket; create it, or correct the location's bucket
            403 | AccessDenied                | access denied (AccessDenied: As it says.); grant the credentials s3:ListBucket
            403 | InvalidAccessKeyId          | the store rejected the credentials (InvalidAccessKeyId); correct them
            403 | SignatureDoesNotMatch       | the store rejected the credentials (SignatureDoesNotMatch); correct them
            400 | ExpiredToken                | the credentials have expired; renew them
            403 | RequestTimeTooSkewed        | the clocks of this machine and of the store differ too much
            """)
    void isTheUsersWhenOnlyTheUserCanMendIt(int status, String code, String sentence) throws IOException {
        GoletaException failure = answer(status, code);

        assertThat(failure)
                .hasMessageStartingWith("Could not list objects in bucket b at http://127.0.0.1:")
                .hasMessageContaining(sentence);
        assertThat(failure.fault()).isEqualTo(Fault.USER);
        assertThat(failure.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed"})
    void saysInWhichRegionTheBucketIs(int status, String code) throws IOException {
        region = "eu-west-3";

        GoletaException failure = answer(status, code);

        assertThat(failure)
                .hasMessageContaining(
                        "the bucket is in region eu-west-3, and the location says us-east-1; correct region");
        assertThat(failure.fault()).isEqualTo(Fault.USER);
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "429, TooManyRequests"})
    void isWorthARetryAfterTheSdkTriedThreeTimes(int status, String code) throws IOException {
        GoletaException failure = answer(status, code);

        assertThat(failure).hasMessageContaining("the store is temporarily unavailable (" + code + ": As it says.)");
        assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void namesThePermissionThatIsMissing() throws IOException {
        status = 403;
        code = "AccessDenied";
        try (ObjectStore store = open(settings())) {
            assertThat(catchThrowableOfType(
                            GoletaException.class, () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3)))
                    .hasMessageContaining("Could not store k in bucket b")
                    .hasMessageContaining("grant the credentials s3:PutObject on the bucket");
            assertThat(catchThrowableOfType(GoletaException.class, () -> store.delete("k")))
                    .hasMessageContaining("grant the credentials s3:DeleteObject on the bucket");
        }
    }

    @Test
    void isWorthARetryWhenNothingAnswers() throws IOException {
        Map<String, String> settings = settings();
        server.stop(0);
        try (ObjectStore store = open(settings)) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);

            assertThat(failure).hasMessageContaining("cannot connect; is the store running");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void saysThatTheHostIsUnknown() throws IOException {
        Map<String, String> settings = settings();
        settings.put("s3Url", "http://no-such-host.invalid");
        try (ObjectStore store = open(settings)) {
            assertThat(catchThrowableOfType(GoletaException.class, store::check))
                    .hasMessageContaining("its host name cannot be resolved");
        }
    }

    @Test
    void saysThatThereAreNoCredentials() throws IOException {
        Map<String, String> settings = settings();
        settings.put("profile", "other");
        try (ObjectStore store = open(settings)) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);

            assertThat(failure).hasMessageContaining("there are no credentials; put them into");
            assertThat(failure.fault()).isEqualTo(Fault.USER);
        }
    }

    private GoletaException answer(int status, String code) throws IOException {
        this.status = status;
        this.code = code;
        try (ObjectStore store = open(settings())) {
            GoletaException failure = catchThrowableOfType(GoletaException.class, store::check);
            assertThat(failure).hasStackTraceContaining("services.s3.model");
            assertThat(failure).extracting(Throwables::getStackTrace).asString().doesNotContain(S3Server.SECRET);
            return failure;
        }
    }

    private ObjectStore open(Map<String, String> settings) {
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    private Map<String, String> settings() throws IOException {
        return new HashMap<>(Map.of(
                "bucket", "b",
                "region", "us-east-1",
                "s3Url", "http://127.0.0.1:" + server.getAddress().getPort(),
                "s3ForcePathStyle", "true",
                "credentialsFile",
                        S3Server.credentials(folder, S3Server.KEY_ID, S3Server.SECRET)
                                .toString()));
    }
}
