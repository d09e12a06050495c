package io.goleta.plugins.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/** What opens the account to us. Found in Velero's order, with signatures added: they are a key for less. */
sealed interface AccountAccess {
    /** Names the variable with a shared access signature, as Azure's command line does. */
    String SIGNATURE = "AZURE_STORAGE_SAS_TOKEN";

    /** A key of the account: everything in it. */
    record Key(StorageSharedKeyCredential credential) implements AccountAccess {}

    /** A signature that somebody with a key made: what it says. It cannot sign anything itself. */
    record Signature(AzureSasCredential credential) implements AccountAccess {}

    /** An identity: what its roles allow. */
    record Identity(TokenCredential credential) implements AccountAccess {}

    /**
     * @throws GoletaException USER when there is nothing that would open it
     */
    static AccountAccess of(AzureSettings settings, EnvironmentVariables.Snapshot variables, HttpClient http) {
        if (!settings.keyVariable().isEmpty()) {
            String key = variables.get(settings.keyVariable());
            if (key.isEmpty()) {
                throw new GoletaException(
                        Fault.USER,
                        "The credentials hold no variable " + settings.keyVariable()
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
            // Without its cause, whose text may show the key.
            throw new GoletaException(
                    Fault.USER, "The key of storage account " + account + " is none: it is not in base64");
        }
    }
}
