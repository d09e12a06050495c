package io.goleta.plugins.restic;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Repository;
import org.pf4j.Extension;

/** Offers restic as data mover. Needs restic 0.14 or newer on {@code PATH}, or where {@code RESTIC_BINARY} points. */
@Extension
public final class ResticDataMoverFactory implements DataMoverFactory {
    static final String NAME = "velero.io/restic";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DataMover create(Repository repository, PluginConfig config, PluginContext context) {
        ResticSettings settings = ResticSettings.of(config);
        CommandRunner runner = new ProcessRunner();
        return new ResticDataMover(ResticBinary.find(context, runner), settings, repository, context, runner);
    }
}
