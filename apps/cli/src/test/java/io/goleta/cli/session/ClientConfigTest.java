package io.goleta.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigTest {
    @TempDir
    Path home;

    @Test
    void anAbsentFileIsEmpty() throws IOException {
        assertThat(ClientConfig.read(home).all()).isEmpty();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        ClientConfig.read(home).write(Map.of("namespace", "backups", "colorized", "false"));
        ClientConfig.read(home).write(Map.of("colorized", ""));

        assertThat(ClientConfig.read(home).all()).isEqualTo(Map.of("namespace", "backups"));
    }

    @Test
    void onlyTheUserCanReadTheFile() throws IOException {
        ClientConfig.read(home).write(Map.of("namespace", "backups"));

        Path file = home.resolve(".config/velero/config.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAFileThatIsNotAnObject() throws IOException {
        Path file = home.resolve(".config/velero/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "namespace=backups");

        assertThatThrownBy(() -> ClientConfig.read(home))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json");
    }
}
