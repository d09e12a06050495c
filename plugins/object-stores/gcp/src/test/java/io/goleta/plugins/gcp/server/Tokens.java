package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Access tokens, and the endpoint that gives them to who holds the key of the account.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">OAuth 2.0 for service
 *     accounts</a>
 */
final class Tokens {
    static final String EVERYTHING = "https://www.googleapis.com/auth/cloud-platform";
    static final String READING = "https://www.googleapis.com/auth/devstorage.read_only";

    // What Google's documentation says the audience is; its libraries say so whatever the token_uri of the file is.
    private static final String AUDIENCE = "https://oauth2.googleapis.com/token";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Set<String> SCOPES = Set.of(
            EVERYTHING,
            READING,
            "https://www.googleapis.com/auth/devstorage.read_write",
            "https://www.googleapis.com/auth/devstorage.full_control",
            "https://www.googleapis.com/auth/iam");
    private static final long LIFETIME = 3600;
    private static final long SKEW = 300;
    private static final String NOT_NOW =
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                    + " Check your iat and exp values in the JWT claim.";

    private final Account account;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Tokens(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    record Token(Set<String> scopes, Instant expiry) {}

    String issue(Set<String> scopes) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String token = "ya29.c." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        tokens.put(token, new Token(scopes, clock.instant().plusSeconds(LIFETIME)));
        return token;
    }

    void expire() {
        tokens.clear();
    }

    Optional<Token> find(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(found -> account.exists() && found.expiry().isAfter(clock.instant()));
    }

    /** The token endpoint. */
    void exchange(Call call, URI server) throws IOException {
        Map<String, String> form = form(new String(call.body().readAllBytes(), UTF_8));
        String grant = form.getOrDefault("grant_type", "");
        String type = call.header("Content-Type").orElse("");
        if (!call.method().equals("POST") || !type.startsWith("application/x-www-form-urlencoded") || grant.isEmpty()) {
            refuse(call, "invalid_request", "Required parameter is missing: grant_type");
        } else if (!grant.equals(GRANT)) {
            refuse(call, "unsupported_grant_type", "Invalid grant_type: " + grant);
        } else {
            grant(call, form.getOrDefault("assertion", ""), server);
        }
    }

    private void grant(Call call, String assertion, URI server) throws IOException {
        Jwt jwt;
        try {
            jwt = Jwt.of(assertion);
        } catch (IllegalArgumentException e) {
            refuse(call, "invalid_grant", "Invalid JWT: Failed to parse the assertion.");
            return;
        }
        Set<String> scopes = Set.of(jwt.claim("scope").trim().split("\\s+"));
        String wrong = wrong(jwt, server);
        if (!wrong.isEmpty()) {
            refuse(call, "invalid_grant", wrong);
        } else if (!SCOPES.containsAll(scopes)) {
            refuse(call, "invalid_scope", "Invalid OAuth scope or ID token audience provided.");
        } else {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("access_token", issue(scopes))
                    .put("expires_in", LIFETIME - 1)
                    .put("token_type", "Bearer");
            call.answer(200, answer);
        }
    }

    private String wrong(Jwt jwt, URI server) {
        if (!jwt.claim("iss").equals(Account.EMAIL) || !account.exists()) {
            return "Invalid grant: account not found";
        }
        boolean ours =
                Set.of("", account.keyId()).contains(jwt.header().path("kid").asText());
        if (!jwt.header().path("alg").asText().equals("RS256")
                || !ours
                || !account.hasSigned(jwt.signed(), jwt.signature())) {
            return "Invalid JWT Signature.";
        }
        if (!Set.of(AUDIENCE, server + "/token").contains(jwt.claim("aud"))) {
            return "Invalid JWT: Audience is not the token endpoint.";
        }
        long now = clock.instant().getEpochSecond();
        long issued = jwt.claims().path("iat").asLong();
        long expiry = jwt.claims().path("exp").asLong();
        boolean inTime = issued <= now + SKEW && expiry > now - SKEW && expiry - issued <= LIFETIME;
        return inTime && issued >= now - LIFETIME - SKEW ? "" : NOT_NOW;
    }

    private static void refuse(Call call, String error, String description) throws IOException {
        call.answer(
                400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Jwt(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
        static Jwt of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not three parts");
            }
            Base64.Decoder base64 = Base64.getUrlDecoder();
            try {
                return new Jwt(
                        Call.json(base64.decode(parts[0])),
                        Call.json(base64.decode(parts[1])),
                        (parts[0] + "." + parts[1]).getBytes(US_ASCII),
                        base64.decode(parts[2]));
            } catch (GcsError e) {
                throw new IllegalArgumentException(e);
            }
        }

        String claim(String name) {
            return claims.path(name).asText();
        }
    }
}
