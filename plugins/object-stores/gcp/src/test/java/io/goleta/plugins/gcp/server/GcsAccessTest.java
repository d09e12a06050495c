package io.goleta.plugins.gcp.server;

import static io.goleta.plugins.gcp.server.GcsCalls.BUCKET;
import static io.goleta.plugins.gcp.server.GcsCalls.encoded;
import static io.goleta.plugins.gcp.server.GcsCalls.object;
import static io.goleta.plugins.gcp.server.GcsCalls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.plugins.gcp.server.GcsCalls.Answer;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, permissions, and signed URLs. */
class GcsAccessTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final byte[] NOTHING = {};

    private GcsServer server;
    private GcsCalls calls;
    private GcsCalls anonymous;
    private ServiceKey key;

    @BeforeEach
    void startServer() throws Exception {
        server = GcsServer.start();
        server.createBucket(BUCKET);
        calls = new GcsCalls(server.url(), server.token());
        anonymous = new GcsCalls(server.url(), "");
        key = ServiceKey.of(server.credentials());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void givesATokenToWhoHoldsTheKey() throws Exception {
        Answer answer = exchange(GRANT, key.claims(Instant.now()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3599);
        GcsCalls own =
                new GcsCalls(server.url(), answer.json().path("access_token").asText());
        assertThat(own.get("/storage/v1/b/" + BUCKET).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, somebody@else.iam.gserviceaccount.com, invalid_grant, Invalid grant: account not found",
        "aud, https://example.com/token, invalid_grant, Invalid JWT",
        "scope, https://www.googleapis.com/auth/drive, invalid_scope, Invalid OAuth scope or ID token audience provided.",
        "scope, '', invalid_scope, Invalid OAuth scope or ID token audience provided."
    })
    void refusesOtherClaims(String claim, String value, String error, String description) throws Exception {
        Map<String, Object> claims = key.claims(Instant.now());
        claims.put(claim, value);

        assertRefused(exchange(GRANT, claims), error, description);
    }

    @ParameterizedTest
    @ValueSource(ints = {-7200, 7200})
    void refusesAClockThatIsWrong(int ahead) throws Exception {
        server.setClockAhead(Duration.ofSeconds(ahead));

        assertRefused(
                exchange(GRANT, key.claims(Instant.now())),
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                        + " Check your iat and exp values in the JWT claim.");
    }

    @Test
    void refusesAssertionsThatLiveForLong() throws Exception {
        Map<String, Object> claims = key.claims(Instant.now());
        claims.put("exp", Instant.now().plusSeconds(7200).getEpochSecond());

        assertRefused(exchange(GRANT, claims), "invalid_grant", "Invalid JWT: Token must be a short-lived token");
    }

    @Test
    void refusesOtherKeysAndAKeyThatIsDisabled() throws Exception {
        Map<String, Object> claims = key.claims(Instant.now());

        server.enableKey(false);
        assertRefused(exchange(GRANT, claims), "invalid_grant", "Invalid JWT Signature.");
        server.enableKey(true);
        assertThat(exchange(GRANT, claims).status()).isEqualTo(200);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024); // larger ones take long to make
        key = key.with(generator.generateKeyPair().getPrivate());
        assertRefused(exchange(GRANT, claims), "invalid_grant", "Invalid JWT Signature.");
    }

    @Test
    void refusesOtherGrants() throws Exception {
        assertRefused(exchange("password", key.claims(Instant.now())), "unsupported_grant_type", "Invalid grant_type");
    }

    @Test
    void knowsNoAccountThatWasDeleted() throws Exception {
        server.deleteAccount();

        assertRefused(exchange(GRANT, key.claims(Instant.now())), "invalid_grant", "Invalid grant: account not found");
        assertThat(calls.get(object("a")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/o", "/o/a", "/o/a?alt=media", ""})
    void lookIntoNothingWithoutAToken(String path) {
        Answer answer = anonymous.get("/storage/v1/b/" + BUCKET + path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("Anonymous caller does not have storage.");
    }

    @Test
    void refusesTokensThatAreNoneAnyMore() {
        server.setClockAhead(Duration.ofHours(2));
        Answer late = calls.get(object("a"));
        server.setClockAhead(Duration.ZERO);
        assertThat(calls.get(object("a")).status()).isEqualTo(404);
        server.expireTokens();
        Answer ended = calls.get(object("a"));

        for (Answer answer : new Answer[] {late, ended, new GcsCalls(server.url(), "x").get(object("a"))}) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("authError");
            assertThat(answer.message()).isEqualTo("Invalid Credentials");
            assertThat(answer.header("WWW-Authenticate")).endsWith("error=\"invalid_token\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"storage.objects.list, bucket", "storage.objects.get, object"})
    void deniesWhatItIsToldTo(String permission, String resource) {
        calls.put("a", utf8("x"));
        String path = resource.equals("bucket") ? "/storage/v1/b/" + BUCKET + "/o" : object("a");

        server.deny(permission);
        Answer answer = calls.get(path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("forbidden");
        assertThat(answer.message())
                .isEqualTo(server.email() + " does not have " + permission + " access to the Google Cloud Storage "
                        + resource + ". Permission '" + permission + "' denied on resource (or it may not exist).");
        server.allow(permission);
        assertThat(calls.get(path).status()).isEqualTo(200);
    }

    @Test
    void needsThePermissionToDeleteForWhatReplaces() {
        calls.put("a", utf8("before"));

        server.deny("storage.objects.delete");

        assertThat(calls.put("b", utf8("x")).status()).isEqualTo(200);
        assertThat(calls.put("a", utf8("after")).status()).isEqualTo(403);
        assertThat(calls.call("PUT", calls.begin("a", "{}"), utf8("after")).status())
                .isEqualTo(403);
        assertThat(calls.get(object("a") + "?alt=media").text()).isEqualTo("before");
    }

    @Test
    void writesNothingForWhoMayOnlyRead() throws Exception {
        calls.put("a", utf8("x"));
        Map<String, Object> claims = key.claims(Instant.now());
        claims.put("scope", "https://www.googleapis.com/auth/devstorage.read_only");
        GcsCalls reader = new GcsCalls(
                server.url(),
                exchange(GRANT, claims).json().path("access_token").asText());

        assertThat(reader.get(object("a")).status()).isEqualTo(200);
        assertThat(reader.put("b", utf8("x")).status()).isEqualTo(403);
        assertThat(reader.call("DELETE", object("a"), NOTHING).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "folder/b c+d%2F&=?ä~*'()!"})
    void readsASignedUrl(String name) throws Exception {
        calls.put(name, utf8("hello"));

        String path = signed(name, Instant.now(), 60);

        assertThat(anonymous.get(path).text()).isEqualTo("hello");
        assertThat(anonymous.get(path, "Range", "bytes=1-2").text()).isEqualTo("el");
    }

    @Test
    void refusesASignedUrlAfterItsTime() throws Exception {
        calls.put("a", utf8("hello"));

        String path = signed("a", Instant.now(), 60);
        server.setClockAhead(Duration.ofSeconds(61));

        assertXml(anonymous.get(path), 400, "ExpiredToken");
    }

    @Test
    void refusesASignedUrlThatWasChanged() throws Exception {
        calls.put("a", utf8("hello"));
        calls.put("b", utf8("hello"));
        String path = signed("a", Instant.now(), 60);

        assertXml(anonymous.get(path.replaceFirst("/a\\?", "/b?")), 403, "SignatureDoesNotMatch");
        assertXml(anonymous.get(path.replace("Expires=60", "Expires=61")), 403, "SignatureDoesNotMatch");
        assertXml(anonymous.get(path.replace("X-Goog-Expires=60&", "")), 400, "MalformedSecurityHeader");
        assertXml(anonymous.call("DELETE", path, NOTHING), 405, "MethodNotAllowed");
        server.enableKey(false);
        assertXml(anonymous.get(path), 403, "SignatureDoesNotMatch");
    }

    @Test
    void refusesASignedUrlThatIsValidForLong() throws Exception {
        assertXml(anonymous.get(signed("a", Instant.now(), 604_801)), 400, "MalformedSecurityHeader");
    }

    @Test
    void saysWhatASignedUrlDoesNotFind() throws Exception {
        assertXml(anonymous.get(signed("none", Instant.now(), 60)), 404, "NoSuchKey");
        assertXml(anonymous.get("/" + BUCKET + "/none"), 401, "AccessDenied");
        assertXml(calls.get("/" + BUCKET + "/none"), 404, "NoSuchKey");
        assertXml(calls.get("/no-bucket/none"), 404, "NoSuchBucket");
    }

    @Test
    void signsForTheAccount() {
        String payload = Base64.getEncoder().encodeToString(utf8("text"));
        String path = "/v1/projects/-/serviceAccounts/" + encoded(server.email()) + ":signBlob";

        Answer signed = calls.call("POST", path, utf8("{\"payload\":\"" + payload + "\"}"));

        assertThat(signed.status()).isEqualTo(200);
        assertThat(Base64.getDecoder().decode(signed.json().path("signedBlob").asText()))
                .hasSize(256);
        assertThat(anonymous.call("POST", path, utf8("{}")).status()).isEqualTo(401);
        server.deny("iam.serviceAccounts.signBlob");
        assertThat(calls.call("POST", path, utf8("{\"payload\":\"\"}")).status())
                .isEqualTo(403);
    }

    private String signed(String name, Instant time, int seconds) throws Exception {
        return key.signedPath(
                server.url(),
                "/" + BUCKET + "/"
                        + encoded(name).replace("%2F", "/").replace("*", "%2A").replace("%7E", "~"),
                time,
                seconds);
    }

    private Answer exchange(String grant, Map<String, Object> claims) throws Exception {
        return anonymous.call(
                "POST",
                key.tokens().getPath(),
                utf8("grant_type=" + encoded(grant) + "&assertion=" + key.jwt(claims)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static void assertRefused(Answer answer, String error, String description) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(answer.json().path("error_description").asText()).startsWith(description);
    }

    private static void assertXml(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/xml");
        assertThat(answer.text()).contains("<Error><Code>" + code + "</Code><Message>");
    }
}
