package io.goleta.plugins.azure;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.util.Optional;

/**
 * Settings of a storage location. Holds no secrets: those are in the variables, which are read when they are needed.
 *
 * @param prefix of all names; empty, or ending with a slash
 * @param endpoint of the account; empty when it follows from the account's name
 * @param authority that issues tokens; empty for the cloud's
 * @param resourceGroup of the account; only needed to ask for its keys
 * @param subscription of the account; only needed to ask for its keys
 * @param keyVariable names the variable with the account's key; empty when no key is given
 * @param useAad whether to use an identity instead of an access key
 * @param blockSize of uploads, in bytes
 * @param caCert PEM, may be empty
 * @param variables the location's own, or the process's
 */
record AzureSettings(
        String account,
        String container,
        String prefix,
        Optional<URI> endpoint,
        Optional<URI> authority,
        String resourceGroup,
        String subscription,
        String keyVariable,
        boolean useAad,
        int blockSize,
        String caCert,
        EnvironmentVariables variables) {

    private static final int LARGEST_BLOCK = 100 << 20;
    private static final URI NONE = URI.create("");

    static AzureSettings of(PluginConfig config, PluginContext context) {
        String container = config.requiredString("bucket");
        String account = config.requiredString("storageAccount");
        String prefix = config.string("prefix", "");
        Optional<URI> endpoint = url(config, "storageAccountURI");
        Optional<URI> authority = url(config, "activeDirectoryAuthorityURI");
        String resourceGroup = config.string("resourceGroup", "");
        String subscription = config.string("subscriptionId", "");
        String keyVariable = config.string("storageAccountKeyEnvVar", "");
        boolean useAad = config.bool("useAAD", false);
        int blockSize = config.integer("blockSizeInBytes", BlockSizes.DEFAULT, 1, LARGEST_BLOCK);
        String caCert = config.string("caCert", "");
        String ownFile = config.string("credentialsFile", "");
        config.string("resticRepoPrefix", "");
        config.verify();
        return new AzureSettings(
                account,
                container,
                prefix.isEmpty() ? "" : prefix + "/",
                endpoint,
                authority,
                resourceGroup,
                subscription,
                keyVariable,
                useAad,
                blockSize,
                caCert,
                EnvironmentVariables.of(ownFile, context));
    }

    /** Where the container is, for error texts. */
    String where() {
        return "container " + container + endpoint.map(url -> " at " + url).orElse(" of storage account " + account);
    }

    private static Optional<URI> url(PluginConfig config, String key) {
        URI url = config.value(key, NONE, "the address of a host, or a URL", AzureSettings::httpUrl);
        if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new GoletaException(
                    Fault.USER,
                    config.source() + ": " + key
                            + " must not hold a user, password or signature; put credentials into a Secret");
        }
        return url.equals(NONE) ? Optional.empty() : Optional.of(url);
    }

    // Velero's documentation writes storageAccountURI without a scheme.
    private static URI httpUrl(String text) {
        URI url = URI.create(text.contains("://") ? text : "https://" + text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }
}
