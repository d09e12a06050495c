package io.goleta.plugins.s3;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Verifies a download: its length, and where the store keeps one, its checksum. */
final class DownloadIntegrity {
    private static final Pattern MD5 = Pattern.compile("\"?([0-9a-f]{32})\"?");
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/.*");

    private final String key;
    private final long length;
    private final @Nullable String expected;
    private final @Nullable MessageDigest digest;
    private long count;

    private DownloadIntegrity(String key, long length, @Nullable String expected) {
        this.key = key;
        this.length = length;
        this.expected = expected;
        this.digest = expected == null ? null : md5();
    }

    /**
     * @param checked whether to verify checksums at all
     */
    static DownloadIntegrity ofWhole(String key, GetObjectResponse answer, boolean checked) {
        return new DownloadIntegrity(key, length(answer), checked ? md5(answer).orElse(null) : null);
    }

    /**
     * @throws IOException when the answer is a different part, or contradicts itself
     */
    static DownloadIntegrity ofPart(String key, GetObjectResponse answer, long start) throws IOException {
        Matcher range = RANGE.matcher(Objects.requireNonNullElse(answer.contentRange(), ""));
        long length = length(answer);
        if (!range.matches()
                || Long.parseLong(range.group(1)) != start
                || (length >= 0 && Long.parseLong(range.group(2)) - start + 1 != length)) {
            throw new IOException("reading " + key + " from byte " + start + " failed: the store answered with "
                    + (range.matches() ? answer.contentRange() : "no range") + " and " + length + " bytes");
        }
        return new DownloadIntegrity(key, Long.parseLong(range.group(2)) - start + 1, null);
    }

    /**
     * Adds what was read.
     *
     * @param read how many bytes, or -1 at the end
     * @throws IOException when it differs from what was stored
     */
    void add(byte[] bytes, int offset, int read) throws IOException {
        if (read < 0) {
            if (count < length) {
                throw new IOException("reading " + key + " broke off after " + count + " of " + length + " bytes");
            }
            return;
        }
        if (digest != null) {
            digest.update(bytes, offset, read);
        }
        count += read;
        if (length >= 0 && count > length) {
            throw new IOException("reading " + key + " failed: got more than the announced " + length + " bytes");
        }
        if (digest != null
                && count == length
                && !HexFormat.of().formatHex(digest.digest()).equals(expected)) {
            throw new IOException(
                    key + " is corrupt: MD5 mismatch between download and ETag; if the store's ETags are not MD5"
                            + " checksums, set checksumAlgorithm in the location's config to an empty value");
        }
    }

    private static long length(GetObjectResponse answer) {
        return answer.contentLength() == null ? -1 : answer.contentLength();
    }

    /** The ETag if it is an MD5. Empty when there is a better checksum, which the SDK verifies. */
    private static Optional<String> md5(GetObjectResponse answer) {
        boolean better = Stream.of(
                        answer.checksumCRC32(),
                        answer.checksumCRC32C(),
                        answer.checksumCRC64NVME(),
                        answer.checksumSHA1(),
                        answer.checksumSHA256())
                .anyMatch(Objects::nonNull);
        boolean encrypted = answer.sseCustomerAlgorithm() != null
                || (answer.serverSideEncryption() != null
                        && answer.serverSideEncryption() != ServerSideEncryption.AES256);
        Matcher etag = MD5.matcher(Objects.requireNonNullElse(answer.eTag(), "").toLowerCase(Locale.ROOT));
        return better || encrypted || !etag.matches() ? Optional.empty() : Optional.of(etag.group(1));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
