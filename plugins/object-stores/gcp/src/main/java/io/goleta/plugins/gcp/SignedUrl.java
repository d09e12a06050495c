package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A URL for downloading one object for a limited time, with Google's V4 signature. */
final class SignedUrl {
    /** The longest validity that Google accepts. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final String ALGORITHM = "GOOG4-RSA-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint;
    private final String path;

    /**
     * @param endpoint of the store
     * @param name of the object
     */
    SignedUrl(URI endpoint, String bucket, String name) {
        this.endpoint = endpoint;
        this.path = (endpoint.getRawPath() == null ? "" : endpoint.getRawPath()) + "/" + encoded(bucket) + "/"
                + Arrays.stream(name.split("/", -1)).map(SignedUrl::encoded).collect(Collectors.joining("/"));
    }

    URI of(Signer signer, Instant now, Duration validity) throws IOException {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/auto/storage/goog4_request";
        String query = new TreeMap<>(Map.of(
                        "X-Goog-Algorithm",
                        ALGORITHM,
                        "X-Goog-Credential",
                        signer.account() + "/" + scope,
                        "X-Goog-Date",
                        time,
                        "X-Goog-Expires",
                        String.valueOf(Math.max(1, validity.toSeconds())),
                        "X-Goog-SignedHeaders",
                        "host"))
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
        String host = endpoint.getRawAuthority();
        String request = String.join("\n", "GET", path, query, "host:" + host, "", "host", "UNSIGNED-PAYLOAD");
        String signed = String.join("\n", ALGORITHM, time, scope, sha256(request));
        return URI.create(endpoint.getScheme() + "://" + host + path + "?" + query + "&X-Goog-Signature="
                + HexFormat.of().formatHex(signer.sign(signed.getBytes(UTF_8))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
