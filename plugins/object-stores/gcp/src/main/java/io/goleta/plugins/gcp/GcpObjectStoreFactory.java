package io.goleta.plugins.gcp;

import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import org.pf4j.Extension;

/**
 * Provider {@code velero.io/gcp}, with the settings of Velero's plugin of that name. Credentials come from the location's own file if it has
 * one, else from the file that {@code GOOGLE_APPLICATION_CREDENTIALS} names, else from the pod's or machine's identity.
 */
@Extension
public final class GcpObjectStoreFactory implements ObjectStoreFactory {
    @Override
    public String name() {
        return "velero.io/gcp";
    }

    @Override
    public ObjectStore create(PluginConfig config, PluginContext context) {
        GcpSettings settings = GcpSettings.of(config, context);
        GcpConnection connection = new GcpConnection(settings, Timeouts.DEFAULT, RetryPauses.DEFAULT);
        return GcpCredentials.canSign(settings)
                ? new SigningGcpObjectStore(settings, connection, context.clock())
                : new GcpObjectStore(settings, connection);
    }
}
