package io.goleta.plugins.s3;

import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import org.pf4j.Extension;

/**
 * Provider {@code velero.io/aws}, with the settings of Velero's plugin of that name. Credentials come from the location's own file if it
 * has one, else from the environment, a web identity, the file that {@code AWS_SHARED_CREDENTIALS_FILE} names, or the machine.
 */
@Extension
public final class S3ObjectStoreFactory implements ObjectStoreFactory {
    @Override
    public String name() {
        return "velero.io/aws";
    }

    @Override
    public ObjectStore create(PluginConfig config, PluginContext context) {
        S3Settings settings = S3Settings.of(config, context);
        S3Connection connection = new S3Connection(settings, Timeouts.DEFAULT);
        // With a customer key signed URLs are of no use: the client would have to send the key.
        return settings.encryption().hasCustomerKey()
                ? new S3ObjectStore(settings, connection)
                : new SigningS3ObjectStore(settings, connection);
    }
}
