package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.testkit.volume.UnusualFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository belongs to restic, not to us. */
class PlainResticTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatGoletaWrote() throws Exception {
        Fixture fixture = new Fixture(folder);
        UnusualFiles.create(fixture.volume);
        try (DataMover mover = fixture.mover()) {
            mover.prepare();
            Snapshot snapshot = mover.backUp(
                    new VolumeSource(fixture.volume, Map.of("backup", "daily"), Optional.empty()), progress -> {});
            PlainRestic plain = fixture.plain();
            assertThat(plain.run(folder, "check", "--read-data")).contains("no errors were found");
            assertThat(plain.run(folder, "snapshots", "--tag=backup=daily"))
                    .contains(snapshot.id().substring(0, 8));
            plain.run(folder, "restore", snapshot.id(), "--target=" + fixture.target);
        }
        assertThat(UnusualFiles.describe(fixture.target)).isEqualTo(UnusualFiles.describe(fixture.volume));
    }

    @Test
    void wroteWhatGoletaRestores() throws Exception {
        Fixture fixture = new Fixture(folder);
        UnusualFiles.create(fixture.volume);
        PlainRestic plain = fixture.plain();
        Files.createDirectories(fixture.repository().getParent());
        plain.run(folder, "init");
        plain.run(fixture.volume, "backup", ".", "--host=velero", "--tag=volume=data");
        try (DataMover mover = fixture.mover()) {
            mover.connect();
            Snapshot found = mover.find(Map.of("volume", "data")).orElseThrow();
            mover.restore(found.id().substring(0, 8), fixture.target, progress -> {});
            mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.of(found.id())), progress -> {});
            mover.maintain();
        }
        assertThat(UnusualFiles.describe(fixture.target)).isEqualTo(UnusualFiles.describe(fixture.volume));
        assertThat(plain.run(folder, "check", "--read-data")).contains("no errors were found");
    }
}
