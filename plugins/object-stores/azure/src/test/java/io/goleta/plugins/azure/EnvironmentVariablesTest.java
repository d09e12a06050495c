package io.goleta.plugins.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentVariablesTest {
    @TempDir
    Path folder;

    @Test
    void areLinesOfAFile() throws IOException {
        EnvironmentVariables.Snapshot variables = read("""
                # of the service principal
                AZURE_TENANT_ID=t-1

                export AZURE_CLIENT_ID="c 1"
                AZURE_CLIENT_SECRET='s=1 #x'
                  AZURE_CLOUD_NAME = AzurePublicCloud # the usual one
                KEY=YWJj+/==
                EMPTY=
                no variable
                """);

        assertThat(variables.get("AZURE_TENANT_ID")).isEqualTo("t-1");
        assertThat(variables.get("AZURE_CLIENT_ID")).isEqualTo("c 1");
        assertThat(variables.get("AZURE_CLIENT_SECRET")).isEqualTo("s=1 #x");
        assertThat(variables.get("AZURE_CLOUD_NAME")).isEqualTo("AzurePublicCloud");
        assertThat(variables.get("KEY")).isEqualTo("YWJj+/==");
        assertThat(variables.get("EMPTY")).isEmpty();
        assertThat(variables.get("NONE")).isEmpty();
    }

    @Test
    void overrideThoseOfTheProcess() throws IOException {
        Path file = Files.writeString(folder.resolve("cloud"), "A=file\nEMPTY=\n");
        TestContext process = TestContext.in(folder)
                .withEnvironment("AZURE_CREDENTIALS_FILE", file.toString())
                .withEnvironment("A", "process")
                .withEnvironment("B", "process")
                .withEnvironment("EMPTY", "process");

        EnvironmentVariables.Snapshot variables =
                EnvironmentVariables.of("", process).read();

        assertThat(variables.get("A")).isEqualTo("file");
        assertThat(variables.get("B")).isEqualTo("process");
        assertThat(variables.get("EMPTY")).isEmpty();
    }

    @Test
    void needNoFile() {
        TestContext process = TestContext.in(folder).withEnvironment("AZURE_CREDENTIALS_FILE", "/credentials/cloud");

        assertThat(EnvironmentVariables.of("", process).read().get("A")).isEmpty();
        assertThatThrownBy(
                        () -> EnvironmentVariables.of("/no/such/file", process).read())
                .hasMessageContaining("Cannot read the credentials file /no/such/file");
    }

    @Test
    void haveANewVersionWhenTheFileIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("cloud"), "A=1\n");
        EnvironmentVariables variables = EnvironmentVariables.of(file.toString(), TestContext.in(folder));
        Object before = variables.version();

        assertThat(variables.version()).isEqualTo(before);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(variables.version()).isNotEqualTo(before);
    }

    @Test
    void areNotQuotedWhenTheFileIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("cloud"), new byte[] {'s', 'e', 'c', (byte) 0xff});

        assertThatThrownBy(() -> EnvironmentVariables.of(file.toString(), TestContext.in(folder))
                        .read())
                .hasMessageContaining("Cannot read the credentials file")
                .hasMessageNotContaining("sec\uFFFD");
    }

    private EnvironmentVariables.Snapshot read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("cloud"), content);
        return EnvironmentVariables.of(file.toString(), TestContext.in(folder)).read();
    }
}
