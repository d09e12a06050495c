package io.goleta.core.podvolume;

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
    private static final List<Path> ALLOWED = List.of(Path.of("/srv/data"), Path.of("/opt/logs"));

    @TempDir
    Path mounts;

    private HostPaths paths = HostPaths.readable(List.of(), Path.of("/"));

    @BeforeEach
    void aNodeWithTwoFoldersThatMayBeRead() throws IOException {
        mounts = mounts.toRealPath();
        Files.createDirectories(mounts.resolve("srv/data/shop"));
        Files.createDirectories(mounts.resolve("srv/data-of-others"));
        Files.createDirectories(mounts.resolve("opt/logs"));
        Files.createDirectories(mounts.resolve("credentials"));
        paths = HostPaths.readable(ALLOWED, mounts);
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
    void nothingIsWrittenWhereFilesMayOnlyBeRead() {
        HostPaths targets = HostPaths.writable(ALLOWED, List.of(Path.of("/opt/logs")), mounts);
        assertThat(targets.resolve("/opt/logs")).isEqualTo(mounts.resolve("opt/logs"));
        assertThat(targets.reasonToRefuse("/opt/logs/web")).isEmpty();
        assertThatThrownBy(() -> targets.resolve("/srv/data/shop"))
                .hasMessage("the hostPath /srv/data/shop is in no folder that the agents may write ([/opt/logs]);"
                        + " \"velero install --allow-host-path FOLDER:rw\" adds one");
        assertThat(targets.reasonToRefuse("/srv/data/shop")).isPresent();
        assertThat(targets.reasonToRefuse("/opt/logs/../../etc")).isPresent();
    }

    @Test
    void aFolderThatMayOnlyBeReadStaysSoInsideOfOneThatMayBeWritten() throws IOException {
        Files.createDirectories(mounts.resolve("srv/data/shop/archive"));
        HostPaths targets = HostPaths.writable(
                List.of(Path.of("/srv/data"), Path.of("/srv/data/shop")), List.of(Path.of("/srv/data")), mounts);
        assertThat(targets.resolve("/srv/data")).isEqualTo(mounts.resolve("srv/data"));
        assertThatThrownBy(() -> targets.resolve("/srv/data/shop/archive")).hasMessageContaining("may write");
    }

    @Test
    void nothingIsWrittenThroughALinkThatLeadsOut() throws IOException {
        Files.createSymbolicLink(mounts.resolve("srv/data/link"), Path.of("../../credentials"));
        HostPaths targets = HostPaths.writable(ALLOWED, ALLOWED, mounts);
        assertThatThrownBy(() -> targets.resolve("/srv/data/link")).hasMessageContaining("by a symbolic link");
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
