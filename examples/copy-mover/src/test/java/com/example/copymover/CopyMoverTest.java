package com.example.copymover;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.volume.DataMoverContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class CopyMoverTest extends DataMoverContract {
    @TempDir
    Path work;

    @Override
    protected DataMover open(Repository repository) {
        return new CopyMoverFactory().create(repository, PluginConfig.empty(), TestContext.in(work));
    }

    @Override
    protected boolean encrypts() {
        return false;
    }
}
