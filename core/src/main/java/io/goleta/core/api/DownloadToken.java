package io.goleta.core.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Proves to any replica of the server that whoever fetches a file is who asked for it: the DownloadRequest carries the hash,
 * only its author knows the token.
 *
 * @param secret 64 hexadecimal digits
 */
public record DownloadToken(String secret) {
    /** The annotation of a DownloadRequest with the token's {@link #hash()}. */
    public static final String ANNOTATION = "goleta.io/download-token-sha256";

    /** The header of a request for a file that carries the token. (The API server's proxy takes Authorization for itself.) */
    public static final String HEADER = "Goleta-Download-Token";

    /** The header by which an answer is known to be the server's own: {@code file}, {@code absent}, or a kind of failure. */
    public static final String ANSWER_HEADER = "Goleta-Download";

    private static final int BYTES = 32;

    /** A new one, which nobody can guess. */
    public static DownloadToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new DownloadToken(HexFormat.of().formatHex(bytes));
    }

    /** Whether it has the form of a token. */
    public boolean isWellFormed() {
        return secret.length() == 2 * BYTES && secret.chars().allMatch(HexFormat::isHexDigit);
    }

    /** What may be known to everybody. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether this is the token of a hash; takes the same time wherever they differ. */
    public boolean matches(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "DownloadToken[...]";
    }
}
