package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerInfoTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void listsPluginsByKindAndName() throws Exception {
        try (ServerPart server = new ServerPart(cli)) {
            assertThat(cli.velero("plugin", "get")).isEqualTo(new Run(0, """
                    NAME                   KIND
                    velero.io/pod          BackupItemAction
                    goleta.io/filesystem   ObjectStore
                    velero.io/pod          RestoreItemAction
                    """, ""));
            assertThat(cli.velero("get", "plugins")).isEqualTo(cli.velero("plugin", "get"));
        }
    }

    @Test
    void printsBothVersions() throws Exception {
        try (ServerPart server = new ServerPart(cli)) {
            assertThat(cli.velero("version").out())
                    .startsWith("Client:\n\tVersion: v")
                    .contains("Server:\n\tVersion: v9.9.9\n")
                    .contains("# WARNING: the client version does not match the server version.");
        }
    }

    @Test
    void theClientVersionNeedsNoServer() {
        assertThat(cli.velero("version", "--client-only").out())
                .matches("Client:\n\tVersion: v\\d+\\.\\d+.*\n\tGit commit: .+\n");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidSo() {
        Run version = cli.velero("version", "--timeout", "50ms");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).contains("<error getting server version: timed out");

        Run plugins = cli.velero("plugin", "get", "--timeout", "50ms");
        assertThat(plugins.exitCode()).isEqualTo(1);
        assertThat(plugins.err()).startsWith("An error occurred: timed out").hasLineCount(1);
    }
}
