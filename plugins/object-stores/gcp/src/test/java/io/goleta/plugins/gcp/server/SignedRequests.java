package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests whose URL is signed with the key of the account.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures">V4 signatures</a>
 * @see <a href="https://cloud.google.com/storage/docs/authentication/canonical-requests">Canonical requests</a>
 */
final class SignedRequests {
    private static final String ALGORITHM = "GOOG4-RSA-SHA256";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern CREDENTIAL = Pattern.compile("([^/]+)/((\\d{8})/[a-z0-9-]+/storage/goog4_request)");
    private static final long WEEK = Duration.ofDays(7).toSeconds();
    private static final long SKEW = 900;

    private final Account account;
    private final InstantSource clock;

    SignedRequests(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    static boolean isSigned(Call call) {
        return call.query().containsKey("X-Goog-Signature") || call.query().containsKey("X-Goog-Algorithm");
    }

    /** Refuses what is not signed, or not any more. */
    void require(Call call) {
        Matcher credential = CREDENTIAL.matcher(parameter(call, "X-Goog-Credential"));
        String date = parameter(call, "X-Goog-Date");
        if (!parameter(call, "X-Goog-Algorithm").equals(ALGORITHM)
                || !credential.matches()
                || !date.startsWith(credential.group(3))) {
            throw malformed("The credential, the date and the algorithm do not fit.");
        }
        if (!credential.group(1).equals(Account.EMAIL)) {
            throw new GcsError(403, "forbidden", "InvalidAccessId", "", "The account does not exist.");
        }
        requireTime(date, parameter(call, "X-Goog-Expires"));
        String text = String.join("\n", ALGORITHM, date, credential.group(2), sha256(canonicalRequest(call)));
        if (!account.hasSigned(text.getBytes(UTF_8), hex(parameter(call, "X-Goog-Signature")))) {
            throw new GcsError(
                    403,
                    "forbidden",
                    "SignatureDoesNotMatch",
                    "",
                    "Access denied. StringToSign: " + text.replace('\n', ' ') + " CanonicalRequest: "
                            + canonicalRequest(call).replace('\n', ' '));
        }
    }

    private void requireTime(String date, String expires) {
        Instant signed;
        long seconds;
        try {
            signed = LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
            seconds = Long.parseLong(expires);
        } catch (DateTimeException | NumberFormatException e) {
            throw malformed("X-Goog-Date or X-Goog-Expires is not understood.");
        }
        if (seconds < 1 || seconds > WEEK) {
            throw malformed("X-Goog-Expires must be between 1 and " + WEEK + ".");
        }
        Instant now = clock.instant();
        if (now.isBefore(signed.minusSeconds(SKEW))) {
            throw new GcsError(403, "forbidden", "AccessDenied", "", "Request is not valid yet.");
        }
        if (now.isAfter(signed.plusSeconds(seconds))) {
            throw new GcsError(
                    400, "invalid", "ExpiredToken", "", "The provided token has expired. Request signature expired.");
        }
    }

    private static String canonicalRequest(Call call) {
        TreeMap<String, String> query = new TreeMap<>();
        call.query().forEach((name, value) -> query.put(encoded(name), encoded(value)));
        query.remove("X-Goog-Signature");
        List<String> signed = List.of(parameter(call, "X-Goog-SignedHeaders").split(";"));
        if (!signed.contains("host") || !signed.equals(signed.stream().sorted().toList())) {
            throw malformed("X-Goog-SignedHeaders must be sorted and have host in them.");
        }
        StringBuilder headers = new StringBuilder();
        for (String name : signed) {
            String value = call.headers(name).orElseThrow(() -> malformed("The header " + name + " is missing."));
            headers.append(name)
                    .append(':')
                    .append(value.trim().replaceAll("\\s+", " "))
                    .append('\n');
        }
        return String.join(
                "\n",
                call.method(),
                "/"
                        + String.join(
                                "/",
                                call.path().stream()
                                        .map(SignedRequests::encoded)
                                        .toList()),
                String.join("&", query.entrySet().stream().map(Object::toString).toList()),
                headers,
                String.join(";", signed),
                call.header("X-Goog-Content-SHA256").orElse("UNSIGNED-PAYLOAD"));
    }

    /** All but the characters that RFC 3986 calls unreserved are encoded. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String parameter(Call call, String name) {
        return call.parameter(name).orElseThrow(() -> malformed("The parameter " + name + " is missing."));
    }

    private static GcsError malformed(String message) {
        return new GcsError(400, "invalid", "MalformedSecurityHeader", "", message);
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw malformed("X-Goog-Signature is not in hexadecimal.");
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
