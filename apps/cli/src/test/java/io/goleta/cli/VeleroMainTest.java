package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the command as its own process. */
class VeleroMainTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    private final Path folder = cli.folder();

    @Test
    void helpGoesToStandardOutput() throws Exception {
        assertThat(velero("--help")).isZero();

        assertThat(folder.resolve("out"))
                .content(StandardCharsets.UTF_8)
                .startsWith("Usage: velero [OPTIONS] COMMAND\n");
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void errorsGoToStandardErrorAndIntoTheExitCode() throws Exception {
        assertThat(velero("backup", "create", "Bad_Name")).isEqualTo(1);
        assertThat(folder.resolve("out")).isEmptyFile();
        assertThat(folder.resolve("err"))
                .content()
                .startsWith("An error occurred: ")
                .hasLineCount(1);

        assertThat(velero("--no-such-flag")).isEqualTo(2);
    }

    @Test
    void readsTheKubeconfigOfTheEnvironmentWithoutAWordOnStandardError() throws Exception {
        assertThat(velero("backup", "create", "shop")).isZero();

        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(folder.resolve("out")).content().contains("\"shop\" submitted successfully");
        assertThat(cli.velero("backup", "get", "-o", "json").out()).contains("\"name\": \"shop\"");
    }

    private int velero(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                VeleroMain.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
