package io.goleta.plugins.restic.run;

import io.goleta.spi.Configurable;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Repository;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers restic as data mover. Needs restic 0.14 or newer on {@code PATH}, or where {@code RESTIC_BINARY} points. */
@Extension
public final class ResticDataMoverFactory implements DataMoverFactory, Configurable {
    /** Also the data mover that selected volumes are backed up with. */
    public static final String NAME = "velero.io/restic";

    private static final Logger LOGGER = LoggerFactory.getLogger(ResticDataMoverFactory.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> read(PluginConfig config, PluginContext context) {
        ResticSettings settings = ResticSettings.read(config);
        List<String> problems = new ArrayList<>(config.problems());
        try {
            problems.addAll(settings.unsupportedBy(
                    ResticBinary.find(context, new ProcessRunner()).version()));
        } catch (GoletaException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    @Override
    public DataMover create(Repository repository, PluginConfig config, PluginContext context) {
        ResticSettings settings = ResticSettings.of(config);
        CommandRunner runner = new ProcessRunner();
        ResticBinary binary = ResticBinary.find(context, runner);
        settings.unsupportedBy(binary.version()).forEach(sentence -> LOGGER.warn("{}: {}", config.source(), sentence));
        return new ResticDataMover(binary, settings, repository, context, runner);
    }
}
