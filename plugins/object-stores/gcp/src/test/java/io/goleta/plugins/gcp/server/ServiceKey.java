package io.goleta.plugins.gcp.server;

import static io.goleta.plugins.gcp.server.GcsCalls.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a client does with the key of a service account. */
final class ServiceKey {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final JsonNode file;
    private final PrivateKey key;

    private ServiceKey(JsonNode file, PrivateKey key) {
        this.file = file;
        this.key = key;
    }

    static ServiceKey of(String credentials) throws Exception {
        JsonNode file = JSON.readTree(credentials);
        String pem = file.path("private_key").asText().replaceAll("-----[^-]+-----", "");
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
        return new ServiceKey(file, KeyFactory.getInstance("RSA").generatePrivate(spec));
    }

    /** The same account with a key that is not its own. */
    ServiceKey with(PrivateKey other) {
        return new ServiceKey(file, other);
    }

    String email() {
        return file.path("client_email").asText();
    }

    URI tokens() {
        return URI.create(file.path("token_uri").asText());
    }

    /** Claims that are right, to be changed. */
    Map<String, Object> claims(Instant now) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", email());
        claims.put("scope", "https://www.googleapis.com/auth/devstorage.read_write");
        claims.put("aud", "https://oauth2.googleapis.com/token");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 3600);
        return claims;
    }

    String jwt(Map<String, Object> claims) throws JsonProcessingException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        Map<String, Object> header = Map.of(
                "alg", "RS256", "typ", "JWT", "kid", file.path("private_key_id").asText());
        String signed = base64.encodeToString(JSON.writeValueAsBytes(header)) + "."
                + base64.encodeToString(JSON.writeValueAsBytes(claims));
        return signed + "." + base64.encodeToString(sign(signed));
    }

    /** The path of a signed URL. */
    String signedPath(URI server, String path, Instant time, int seconds) throws Exception {
        String date = TIME.format(time);
        String scope = date.substring(0, 8) + "/auto/storage/goog4_request";
        Map<String, String> query = new TreeMap<>(Map.of(
                "X-Goog-Algorithm",
                "GOOG4-RSA-SHA256",
                "X-Goog-Credential",
                encoded(email() + "/" + scope),
                "X-Goog-Date",
                date,
                "X-Goog-Expires",
                Integer.toString(seconds),
                "X-Goog-SignedHeaders",
                "host"));
        String joined = query.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
        String canonical =
                "GET\n" + path + "\n" + joined + "\nhost:" + server.getAuthority() + "\n\nhost\nUNSIGNED-PAYLOAD";
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8)));
        byte[] signature = sign(String.join("\n", "GOOG4-RSA-SHA256", date, scope, hash));
        return path + "?" + joined + "&X-Goog-Signature=" + HexFormat.of().formatHex(signature);
    }

    private byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
