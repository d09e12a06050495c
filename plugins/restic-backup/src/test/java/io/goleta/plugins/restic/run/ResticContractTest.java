package io.goleta.plugins.restic.run;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.testkit.volume.DataMoverContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Real restic on a bucket in memory. */
class ResticContractTest extends DataMoverContract {
    @TempDir
    Path work;

    @Override
    protected DataMover open(Repository repository) {
        try {
            PluginConfig config = new PluginConfig("ConfigMap test", Map.of("lockWait", "1s"));
            return new ResticDataMoverFactory().create(repository, config, new Fixture(work).context());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
