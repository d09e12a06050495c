package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResticBinaryTest {
    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder);
    }

    @Test
    void findsResticOnThePath() {
        fixture.environment.remove("RESTIC_BINARY");
        assertThat(fixture.binary().path()).hasFileName("restic");
    }

    @Test
    void saysHowToGetAResticThatIsMissing() {
        fixture.environment.put("PATH", folder.toString());
        fixture.environment.remove("RESTIC_BINARY");
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(fixture::mover)
                .withMessageContaining("there is no restic on PATH")
                .withMessageContaining("RESTIC_BINARY")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void refusesAProgramThatIsNoRestic() throws IOException {
        assertThat(Files.isExecutable(Path.of("/bin/echo"))).isTrue();
        fixture.environment.put("RESTIC_BINARY", "/bin/echo");
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(fixture::mover)
                .withMessageContaining("does not report a version of restic");
        fixture.environment.put("RESTIC_BINARY", folder.toString() + "/none");
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(fixture::mover)
                .withMessageContaining("not an executable file");
    }

    @Test
    void aResticThatIsKilledBeforeItTellsItsVersionIsAskedAgain() throws IOException {
        Path killed = Files.writeString(folder.resolve("killed"), "#!/bin/sh\nkill -9 $$\n");
        Files.setPosixFilePermissions(killed, PosixFilePermissions.fromString("rwxr-xr-x"));
        fixture.environment.put("RESTIC_BINARY", killed.toString());
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(fixture::mover)
                .withMessageContaining("killed by signal 9")
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }

    @Test
    void knowsWhatEachVersionCan() {
        ResticVersion bookworm = ResticVersion.parse("restic 0.14.0 compiled with go1.19.8 on linux/amd64")
                .orElseThrow();
        ResticVersion sid =
                ResticVersion.parse("restic 0.19.1-dev (compiled manually)").orElseThrow();
        assertThat(bookworm.hasRestoreProgress()).isFalse();
        assertThat(bookworm.hasSparseRestore()).isFalse();
        assertThat(sid.hasRestoreProgress()).isTrue();
        assertThat(sid.hasReadConcurrency()).isTrue();
        assertThat(ResticVersion.parse("restic 0.9.6 compiled").orElseThrow()).isLessThan(ResticVersion.OLDEST);
        assertThat(ResticVersion.parse("restic 1.0.0 compiled").orElseThrow()).isGreaterThan(sid);
        assertThat(ResticVersion.parse("rustic 0.7")).isEmpty();
    }

    @Test
    void namesEveryBadSettingAtOnce() {
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> ResticSettings.of(new PluginConfig(
                        "ConfigMap velero/restic", Map.of("compression", "zip", "lockWait", "soon", "speed", "1"))))
                .withMessageContaining("compression is \"zip\" but must be auto, off or max")
                .withMessageContaining("lockWait")
                .withMessageContaining("unknown key speed");
        assertThat(ResticSettings.of(new PluginConfig("x", Map.of("compression", "max", "limitUpload", "100")))
                        .options())
                .containsExactly("--compression=max", "--limit-upload=100");
    }
}
