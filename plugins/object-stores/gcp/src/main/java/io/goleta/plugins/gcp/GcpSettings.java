package io.goleta.plugins.gcp;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.util.Optional;

/**
 * Settings of a storage location. Holds no secrets: those are in the credentials file, which is read when they are needed.
 *
 * @param prefix of all names; empty, or ending with a slash
 * @param endpoint of the store without a trailing slash; empty for Google's public one
 * @param serviceAccount that signs URLs when the credentials have no private key; may be empty
 * @param kmsKeyName of the key that encrypts objects; empty for the bucket's own
 * @param universeDomain of Google's cloud; empty for that of the credentials, or the public one
 * @param caCert PEM, may be empty
 * @param credentials the location's own, or the process's
 */
record GcpSettings(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        String serviceAccount,
        String kmsKeyName,
        String universeDomain,
        String caCert,
        GcpCredentialsFile credentials) {

    private static final URI NONE = URI.create("");
    private static final String API = "/storage/v1";

    static GcpSettings of(PluginConfig config, PluginContext context) {
        String bucket = config.requiredString("bucket");
        String prefix = config.string("prefix", "");
        URI endpoint =
                config.value("storeEndpoint", NONE, "the address of a host, or a URL", text -> httpUrl(config, text));
        String serviceAccount = config.string("serviceAccount", "");
        String kmsKeyName = config.value("kmsKeyName", "", KmsKeyName.ALLOWED, KmsKeyName::parse);
        String universeDomain = config.string("universeDomain", "");
        String caCert = config.string("caCert", "");
        String ownFile = config.string("credentialsFile", "");
        config.string("resticRepoPrefix", "");
        config.verify();
        return new GcpSettings(
                bucket,
                prefix.isEmpty() ? "" : prefix + "/",
                endpoint.equals(NONE) ? Optional.empty() : Optional.of(endpoint),
                serviceAccount,
                kmsKeyName,
                universeDomain,
                caCert,
                GcpCredentialsFile.of(ownFile, context));
    }

    /** Where the bucket is, for error texts. */
    String where() {
        return "bucket " + bucket + endpoint.map(url -> " at " + url).orElse("");
    }

    // Velero passes it to Google's Go library, which expects the path of the API in it.
    private static URI httpUrl(PluginConfig config, String text) {
        URI url = URI.create(text.contains("://") ? text : "https://" + text);
        if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new GoletaException(
                    Fault.USER,
                    config.source()
                            + ": storeEndpoint must not hold a user, password or token; put credentials into a Secret");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(text);
        }
        String root = withoutSlash(url.toString());
        return URI.create(root.endsWith(API) ? withoutSlash(root.substring(0, root.length() - API.length())) : root);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
