package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StartErrorsTest {
    private final StringWriter err = new StringWriter();
    private final CommandLine line = ServerMain.commandLine().setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--download-address=127.0.0.1:8086 | --download-address is \"127.0.0.1:8086\" but must be a URL such as http://",
                "--metrics-address=8085 | --metrics-address is \"8085\" but must be an address such as :8085",
                "--metrics-address=:99999 | --metrics-address is \":99999\" but must be",
                "--namespace=My_Namespace | --namespace (VELERO_NAMESPACE) is \"My_Namespace\" but must be the name of a namespace",
                "--repository-check-read-data=120 | --repository-check-read-data is \"120\" but must be from 0 to 100",
                "--client-page-size=-1 | --client-page-size is \"-1\" but must be at least 0",
                "--backup-sync-period=-1m | --backup-sync-period is \"-1m0s\" but must be not negative",
                "--plugin-timeout=0s | --plugin-timeout is \"0s\" but must be longer than 0",
                "--uploader-type=kopia | --uploader-type must be restic, not \"kopia\": Goleta stores pod volumes in restic",
                "--log-level=loud | --log-level is \"loud\" but must be debug, info, warning or error"
            })
    void aBadFlagIsOneLine(String flag, String message) {
        int code = line.execute("server", flag);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith("An error occurred: " + message).hasLineCount(1);
    }

    @Test
    void severalBadFlagsAreNamedAtOnce() {
        line.execute("restic", "server", "--node-name=n", "--volumes-at-once=0", "--host-path=srv");

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("An error occurred: --volumes-at-once is \"0\" but must be from 1 to 64;"
                        + " --host-path (GOLETA_HOST_PATHS) is \"srv\" but must be an absolute path\n");
    }

    @Test
    void anAgentWithoutANodeSaysWhereItsNameBelongs() {
        line.execute("restic", "server", "--node-name=");

        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "An error occurred: --node-name (NODE_NAME) is \"\" but must be the name of this node\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--restic-timeout=soon | Invalid value for option '--fs-backup-timeout'",
                "--client-page-size=many | Invalid value for option '--client-page-size'",
                "--no-such-flag | Unknown option: '--no-such-flag'"
            })
    void aFlagThatCannotBeReadIsOneLineAndAHint(String flag, String message) {
        int code = line.execute("server", flag);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("An error occurred: " + message)
                .endsWith("Run `velero server --help` for usage.\n")
                .hasLineCount(2);
    }

    @Test
    @Timeout(120)
    void withoutAnApiServerItIsOneLine(@TempDir Path folder) throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {token: t}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                """.formatted(closed));

        int code = line.execute(
                "server",
                "--kubeconfig=" + kubeconfig,
                "--plugin-dir=" + folder.resolve("plugins"),
                "--metrics-address=127.0.0.1:0");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("An error occurred: ")
                .contains("127.0.0.1:" + closed)
                .hasLineCount(1);
    }

    @Test
    void whatTheInjectorWrapsIsSaidWithoutTheInjector() {
        StartErrors.ofExecution(
                new ProvisionException(
                        "x", new ProvisionException("y", new GoletaException(Fault.USER, "the folder is\nnot there"))),
                line,
                line.parseArgs());

        assertThat(err.toString()).isEqualToNormalizingNewlines("An error occurred: the folder is; not there\n");
    }

    @Test
    void whatNobodyExpectedHasItsOwnStackTrace() {
        try {
            Guice.createInjector(binder -> binder.bind(String.class).toProvider(() -> {
                        throw new IllegalStateException("odd");
                    }))
                    .getInstance(String.class);
        } catch (ProvisionException e) {
            StartErrors.ofExecution(e, line, line.parseArgs());
        }

        assertThat(err.toString())
                .startsWith("An error occurred: java.lang.IllegalStateException: odd")
                .doesNotContain("ProvisionException");
    }
}
