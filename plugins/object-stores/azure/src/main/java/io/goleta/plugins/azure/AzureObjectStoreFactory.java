package io.goleta.plugins.azure;

import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import org.pf4j.Extension;

/**
 * Provider {@code velero.io/azure}, with the settings of Velero's plugin of that name. Credentials come from the location's own file of
 * variables if it has one, else from the file that {@code AZURE_CREDENTIALS_FILE} names, and from the environment.
 */
@Extension
public final class AzureObjectStoreFactory implements ObjectStoreFactory {
    @Override
    public String name() {
        return "velero.io/azure";
    }

    @Override
    public ObjectStore create(PluginConfig config, PluginContext context) {
        AzureSettings settings = AzureSettings.of(config, context);
        AzureConnection connection = new AzureConnection(settings, Timeouts.DEFAULT, RetryPauses.DEFAULT);
        // A shared access signature cannot sign URLs.
        return settings.keyVariable().isEmpty()
                        && !settings.variables()
                                .read()
                                .get(AccountAccess.SIGNATURE)
                                .isEmpty()
                ? new AzureObjectStore(settings, connection)
                : new SigningAzureObjectStore(settings, connection, context.clock());
    }
}
