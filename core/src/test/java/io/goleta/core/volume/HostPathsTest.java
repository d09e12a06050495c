package io.goleta.core.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathsTest {
    @TempDir
    Path mounts;

    private HostPaths paths = HostPaths.NOT_WRITTEN;

    @BeforeEach
    void aNodeWithTwoFoldersThatMayBeRead() throws IOException {
        mounts = mounts.toRealPath();
        Files.createDirectories(mounts.resolve("srv/data/shop"));
        Files.createDirectories(mounts.resolve("srv/data-of-others"));
        Files.createDirectories(mounts.resolve("opt/logs"));
        Files.createDirectories(mounts.resolve("credentials"));
        paths = new HostPaths(List.of(Path.of("/srv/data"), Path.of("/opt/logs")), mounts);
    }

    @Test
    void findsWhatLiesInAFolderThatMayBeRead() {
        assertThat(paths.resolve("/srv/data/shop")).isEqualTo(mounts.resolve("srv/data/shop"));
        assertThat(paths.resolve("/srv/data")).isEqualTo(mounts.resolve("srv/data"));
        assertThat(paths.resolve("/opt/logs/")).isEqualTo(mounts.resolve("opt/logs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv", "/", "/etc", "/srv/data-of-others", "/credentials"})
    void refusesWhatLiesElsewhere(String path) {
        assertThatThrownBy(() -> paths.resolve(path))
                .hasMessageContaining("is in no folder that the agents may read")
                .hasMessageContaining("--allow-host-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/data/../data-of-others", "/srv/data/shop/..", "srv/data", "", "/srv/data/./shop"})
    void refusesPathsThatAreNotPlain(String path) {
        assertThatThrownBy(() -> paths.resolve(path)).hasMessageContaining("is not an absolute path without \"..\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../credentials", "../data-of-others"})
    void refusesLinksThatLeadOut(String target) throws IOException {
        Files.createSymbolicLink(mounts.resolve("srv/data/link"), Path.of(target));
        assertThatThrownBy(() -> paths.resolve("/srv/data/link")).hasMessageContaining("by a symbolic link");
        Files.createDirectories(mounts.resolve("credentials/deep"));
        Files.createDirectories(mounts.resolve("srv/data-of-others/deep"));
        assertThatThrownBy(() -> paths.resolve("/srv/data/link/deep")).hasMessageContaining("by a symbolic link");
    }

    @Test
    void refusesALinkIntoWhatOnlyTheAgentHas() throws IOException {
        Files.createSymbolicLink(mounts.resolve("srv/data/link"), mounts.resolve("credentials"));
        assertThatThrownBy(() -> paths.resolve("/srv/data/link")).hasMessageContaining("by a symbolic link");
    }

    @Test
    void nothingIsWrittenToANode() {
        assertThatThrownBy(() -> HostPaths.NOT_WRITTEN.resolve("/srv/data"))
                .hasMessageContaining("files are never restored into those");
    }

    @Test
    void followsALinkThatStaysInside() throws IOException {
        Files.createSymbolicLink(mounts.resolve("srv/data/current"), Path.of("shop"));
        assertThat(paths.resolve("/srv/data/current")).isEqualTo(mounts.resolve("srv/data/shop"));
    }

    @Test
    void saysWhatIsMissingOnThisNode() throws IOException {
        assertThatThrownBy(() -> paths.resolve("/srv/data/nothing"))
                .hasMessage("there is no directory /srv/data/nothing on this node");
        Files.writeString(mounts.resolve("srv/data/file"), "a file");
        assertThatThrownBy(() -> paths.resolve("/srv/data/file")).hasMessageContaining("is not a directory");
    }
}
