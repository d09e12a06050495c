package io.goleta.plugins.azure;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.util.Locale;

/** One of Azure's separate clouds, with its endpoints. */
enum AzureCloud {
    PUBLIC("core.windows.net", "https://login.microsoftonline.com/", "https://management.azure.com"),
    CHINA("core.chinacloudapi.cn", "https://login.chinacloudapi.cn/", "https://management.chinacloudapi.cn"),
    US_GOVERNMENT(
            "core.usgovcloudapi.net", "https://login.microsoftonline.us/", "https://management.usgovcloudapi.net"),
    GERMAN("core.cloudapi.de", "https://login.microsoftonline.de/", "https://management.microsoftazure.de");

    private final String storage;
    private final URI authority;
    private final URI manager;

    AzureCloud(String storage, String authority, String manager) {
        this.storage = storage;
        this.authority = URI.create(authority);
        this.manager = URI.create(manager);
    }

    /**
     * @param name as in {@code AZURE_CLOUD_NAME}; empty is the public one
     */
    static AzureCloud named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "", "AZURECLOUD", "AZUREPUBLIC", "AZUREPUBLICCLOUD" -> PUBLIC;
            case "AZURECHINA", "AZURECHINACLOUD" -> CHINA;
            case "AZUREUSGOVERNMENT", "AZUREUSGOVERNMENTCLOUD", "AZUREGOVERNMENT" -> US_GOVERNMENT;
            case "AZUREGERMAN", "AZUREGERMANCLOUD" -> GERMAN;
            default ->
                throw new GoletaException(
                        Fault.USER,
                        "AZURE_CLOUD_NAME in the credentials is \"" + name
                                + "\" but must be AzurePublicCloud, AzureChinaCloud, AzureUSGovernmentCloud or"
                                + " AzureGermanCloud");
        };
    }

    URI account(String name) {
        return URI.create("https://" + name + ".blob." + storage);
    }

    URI authority() {
        return authority;
    }

    /** The endpoint of Azure Resource Manager. */
    URI manager() {
        return manager;
    }
}
