package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.EverythingLogged;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.store.PatternStream;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be read by whoever reads logs and statuses, with every logger as talkative as it can be. */
class SecretsTest {
    private static final String SUBJECT_TOKEN = "eyJ.subject-token.of-the-test";
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), 16 << 20);
    private static final RetryPauses PAUSES = new RetryPauses(Duration.ofMillis(1), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private GcsServer server;
    private FaultyProxy proxy;
    private TokenGivers givers;
    private String token = "";

    @BeforeEach
    void startServers() {
        server = GcsServer.start();
        token = server.token();
        proxy = FaultyProxy.before(server.url());
        givers = new TokenGivers(token);
    }

    @AfterEach
    void stopServers() {
        givers.close();
        proxy.close();
        server.close();
    }

    @Test
    void doNotShowTheKeyOfAServiceAccount() {
        String credentials = server.credentials();
        String key = credentials.replaceAll("(?s).*BEGIN PRIVATE KEY-----\\\\n(.{60}).*", "$1");
        assertThat(key).hasSize(60);

        assertSilent(credentials, key);
    }

    @Test
    void doNotShowTheRefreshTokenOfAPerson() {
        assertSilent(
                OtherCredentials.ofAUser(givers.url()), OtherCredentials.REFRESH_TOKEN, OtherCredentials.CLIENT_SECRET);
    }

    @Test
    void doNotShowTheTokenOfAPod() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SUBJECT_TOKEN);

        assertSilent(
                OtherCredentials.ofAFederation(URI.create("https://sts.googleapis.com"), file.toString()),
                SUBJECT_TOKEN);
    }

    private void assertSilent(String credentials, String... secrets) {
        Location location = Location.in(server, folder, proxy.url()).with("serviceAccount", server.email());
        location.with("credentialsFile", location.file(credentials).toString());
        GcpSettings settings = location.settings();
        StringBuilder seen = new StringBuilder();
        try (EverythingLogged log = new EverythingLogged();
                SigningGcpObjectStore store = new SigningGcpObjectStore(
                        settings,
                        new GcpConnection(settings, SHORT, PAUSES, givers.client(server.url())),
                        Clock.systemUTC())) {
            calls(store).forEach(call -> call(call, seen));
            for (String permission :
                    new String[] {"storage.objects.create", "storage.objects.get", "storage.objects.list"}) {
                server.deny(permission);
            }
            calls(store).forEach(call -> call(call, seen));
            proxy.breakNext(FaultyProxy.ALL, HttpFault.answer(503, Map.of(), ""), "PUT", "GET");
            calls(store).forEach(call -> call(call, seen));
            server.allow("storage.objects.create");
            calls(store).forEach(call -> call(call, seen));
            server.enableKey(false);
            server.expireTokens();
            givers.answer(400, "{\"error\": \"invalid_grant\", \"error_description\": \"Bad Request\"}");
            proxy.heal();
            calls(store).forEach(call -> call(call, seen));
            seen.append(log.text()).append(settings).append(store);
        }

        assertThat(seen)
                .contains("GcpFailure")
                .hasSizeGreaterThan(1000)
                .doesNotContain(secrets)
                .doesNotContain(token)
                .doesNotContain("ya29.")
                .doesNotContain("upload_id=")
                .doesNotContain("Goog-Signature")
                .doesNotContain("assertion=");
    }

    private static Stream<Runnable> calls(SigningGcpObjectStore store) {
        return Stream.of(
                store::check,
                () -> store.put("k", new PatternStream(3), 3),
                () -> store.put("l", new PatternStream(GcpUpload.CHUNK + 1), -1),
                () -> store.get("k"),
                () -> store.head("k"),
                () -> store.delete("k"),
                () -> store.signedGet("k", Duration.ofMinutes(1)));
    }

    private static void call(Runnable call, StringBuilder seen) {
        GoletaException failure = catchThrowableOfType(GoletaException.class, call::run);
        seen.append(failure == null ? "" : Throwables.getStackTrace(failure));
    }
}
