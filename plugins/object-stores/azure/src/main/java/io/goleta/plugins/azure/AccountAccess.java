package io.goleta.plugins.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/** Credential used for the storage account, resolved in Velero's order; shared access signatures are additionally supported. */
sealed interface AccountAccess {
    /** The variable that holds a shared access signature (SAS), named as for Azure's command line. */
    String SIGNATURE = "AZURE_STORAGE_SAS_TOKEN";

    /** An access key of the account; permits everything. */
    record Key(StorageSharedKeyCredential credential) implements AccountAccess {}

    /** A shared access signature; permits what it names. It cannot sign URLs. */
    record Signature(AzureSasCredential credential) implements AccountAccess {}

    /** A Microsoft Entra identity; permits what its roles allow. */
    record Identity(TokenCredential credential) implements AccountAccess {}

    /**
     * @throws GoletaException USER when there is no usable credential
     */
    static AccountAccess of(AzureSettings settings, EnvironmentVariables.Snapshot variables, HttpClient http) {
        if (!settings.keyVariable().isEmpty()) {
            String key = variables.get(settings.keyVariable());
            if (key.isEmpty()) {
                throw new GoletaException(
                        Fault.USER,
                        "The credentials do not contain the variable " + settings.keyVariable()
                                + ", which storageAccountKeyEnvVar of the storage location names; add the line "
                                + settings.keyVariable() + "=<key of the storage account> to the location's Secret");
            }
            return new Key(key(settings.account(), key));
        }
        if (!variables.get(SIGNATURE).isEmpty()) {
            return new Signature(new AzureSasCredential(variables.get(SIGNATURE)));
        }
        TokenCredential identity = AzureCredentials.of(settings, variables, http);
        return settings.useAad()
                ? new Identity(identity)
                : new Key(key(settings.account(), AccountKeys.of(settings, variables, identity, http)));
    }

    private static StorageSharedKeyCredential key(String account, String key) {
        try {
            StorageSharedKeyCredential credential = new StorageSharedKeyCredential(account, key);
            credential.computeHmac256("");
            return credential;
        } catch (RuntimeException e) {
            // Without the cause, whose message may show the key.
            throw new GoletaException(
                    Fault.USER, "The access key of storage account " + account + " is invalid: not base64");
        }
    }
}
