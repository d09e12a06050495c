package com.example.copymover;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Repository;
import org.pf4j.Extension;

/** Offers the data mover under the name that is kept with every volume it backs up. */
@Extension
public final class CopyMoverFactory implements DataMoverFactory {
    static final String NAME = "example.com/copy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DataMover create(Repository repository, PluginConfig config, PluginContext context) {
        config.verify();
        return new CopyMover(new CopyRepository(repository.store(), repository.path()), context);
    }
}
