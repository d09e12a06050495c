package io.goleta.plugins.s3;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/**
 * Settings of a storage location.
 *
 * @param prefix of all keys; empty, or ending with a slash
 * @param region empty to ask the store
 * @param endpoint of a store other than Amazon's
 * @param publicEndpoint at which clients outside the cluster reach that store
 * @param checksum empty for stores without support
 * @param tagging {@code key=value&key=value}, may be empty
 * @param caCert PEM, may be empty
 * @param profile in the credentials file
 * @param credentialsFile the location's own, or the process's
 * @param ownCredentials whether the file is the location's own, and the only source of credentials
 */
record S3Settings(
        String bucket,
        String prefix,
        String region,
        Optional<URI> endpoint,
        Optional<URI> publicEndpoint,
        boolean pathStyle,
        S3Encryption encryption,
        Optional<ChecksumAlgorithm> checksum,
        String tagging,
        String caCert,
        boolean insecureSkipTlsVerify,
        String profile,
        Optional<Path> credentialsFile,
        boolean ownCredentials) {

    private static final URI NONE = URI.create("");

    static S3Settings of(PluginConfig config, PluginContext context) {
        String bucket = config.requiredString("bucket");
        String prefix = config.string("prefix", "");
        String region = config.string("region", "");
        Optional<URI> endpoint = url(config, "s3Url");
        Optional<URI> publicEndpoint = url(config, "publicUrl");
        boolean pathStyle = config.bool("s3ForcePathStyle", false);
        String encryption = config.string("serverSideEncryption", "");
        String kmsKey = config.string("kmsKeyId", "");
        String customerKeyFile = config.string("customerKeyEncryptionFile", "");
        Optional<ChecksumAlgorithm> checksum = checksum(config);
        String tagging = config.string("tagging", "");
        String caCert = config.string("caCert", "");
        boolean insecureSkipTlsVerify = config.bool("insecureSkipTLSVerify", false);
        String profile = config.string("profile", "");
        String ownFile = config.string("credentialsFile", "");
        // As in Velero's plugin both values are accepted, and requests are signed with version 4.
        config.value("signatureVersion", "4", "1 or 4", S3Settings::signatureVersion);
        config.string("resticRepoPrefix", "");
        config.verify();
        String file = ownFile.isEmpty() ? environment(context, "AWS_SHARED_CREDENTIALS_FILE") : ownFile;
        return new S3Settings(
                bucket,
                prefix.isEmpty() ? "" : prefix + "/",
                region.isEmpty() && endpoint.isPresent() ? "us-east-1" : region,
                endpoint,
                publicEndpoint,
                pathStyle,
                S3Encryption.of(encryption, kmsKey, customerKeyFile),
                checksum,
                tagging,
                caCert,
                insecureSkipTlsVerify,
                profile.isEmpty() ? environment(context, "AWS_PROFILE") : profile,
                file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
                !ownFile.isEmpty());
    }

    /** Where the bucket is, for error texts. */
    String where() {
        return "bucket " + bucket
                + endpoint.map(url -> " at " + url).orElse(region.isEmpty() ? "" : " in region " + region);
    }

    private static Optional<URI> url(PluginConfig config, String key) {
        URI url = config.value(key, NONE, "a URL that begins with http:// or https://", S3Settings::httpUrl);
        if (url.getRawUserInfo() != null) {
            throw new GoletaException(
                    Fault.USER,
                    config.source() + ": " + key + " must not hold a user or password; put credentials into a Secret");
        }
        return url.equals(NONE) ? Optional.empty() : Optional.of(url);
    }

    private static URI httpUrl(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    private static Optional<ChecksumAlgorithm> checksum(PluginConfig config) {
        // In Velero an empty value means no checksums.
        if (config.isBlank("checksumAlgorithm")) {
            return Optional.empty();
        }
        return Optional.of(config.value(
                "checksumAlgorithm",
                ChecksumAlgorithm.CRC32,
                "CRC32, CRC32C, SHA1, SHA256 or empty",
                S3Settings::algorithm));
    }

    private static ChecksumAlgorithm algorithm(String text) {
        return switch (text) {
            case "CRC32" -> ChecksumAlgorithm.CRC32;
            case "CRC32C" -> ChecksumAlgorithm.CRC32_C;
            case "SHA1" -> ChecksumAlgorithm.SHA1;
            case "SHA256" -> ChecksumAlgorithm.SHA256;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String signatureVersion(String text) {
        if (!text.equals("1") && !text.equals("4")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String environment(PluginContext context, String name) {
        return Objects.requireNonNullElse(context.environment(name), "");
    }
}
