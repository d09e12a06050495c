package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcpCredentialsFileTest {
    @TempDir
    Path folder;

    @Test
    void isTheLocationsOwnBeforeThatOfTheProcess() throws IOException {
        Path own = write("own", "{\"type\": \"own\"}");
        Path process = write("process", "{\"type\": \"process\"}");
        TestContext context =
                TestContext.in(folder).withEnvironment("GOOGLE_APPLICATION_CREDENTIALS", process.toString());

        assertThat(type(GcpCredentialsFile.of(own.toString(), context))).isEqualTo("own");
        assertThat(type(GcpCredentialsFile.of("", context))).isEqualTo("process");
    }

    @Test
    void isThatOfGcloudWhereNobodyNamesOne() throws IOException {
        Files.createDirectories(folder.resolve(".config/gcloud"));
        write(".config/gcloud/application_default_credentials.json", "{\"type\": \"gcloud\"}");

        assertThat(type(GcpCredentialsFile.of("", TestContext.in(folder).withEnvironment("HOME", folder.toString()))))
                .isEqualTo("gcloud");
    }

    @Test
    void needNotBeThereUnlessItIsTheLocationsOwn() {
        TestContext context =
                TestContext.in(folder).withEnvironment("GOOGLE_APPLICATION_CREDENTIALS", "/credentials/cloud");

        assertThat(GcpCredentialsFile.of("", context).read()).isEmpty();
        assertThatThrownBy(() -> GcpCredentialsFile.of("/no/such/file", context).read())
                .hasMessageContaining("Cannot read the credentials file /no/such/file");
    }

    @Test
    void hasANewVersionWhenItIsWritten() throws IOException {
        Path file = write("cloud", "{}");
        GcpCredentialsFile credentials = GcpCredentialsFile.of(file.toString(), TestContext.in(folder));
        Object before = credentials.version();

        assertThat(credentials.version()).isEqualTo(before);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(credentials.version()).isNotEqualTo(before);
    }

    @Test
    void isNotQuotedWhenItIsNone() throws IOException {
        Path file = write("cloud", "{\"private_key\": s3cret");

        assertThatThrownBy(() -> GcpCredentialsFile.of(file.toString(), TestContext.in(folder))
                        .read())
                .hasMessageContaining("is not a Google credentials file: expected JSON")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("s3cret"));
    }

    private static String type(GcpCredentialsFile credentials) {
        return credentials.read().orElseThrow().get("type");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
