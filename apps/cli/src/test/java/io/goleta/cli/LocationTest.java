package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void createsALocation() throws IOException {
        Files.writeString(cli.folder().resolve("ca.pem"), "PEM");

        Run run = cli.velero(
                "backup-location",
                "create",
                "far",
                "--provider",
                "aws",
                "--bucket",
                "b",
                "--prefix",
                "p",
                "--config",
                "region=x,s3Url=http://h:9000",
                "--credential",
                "cloud=key",
                "--cacert",
                "ca.pem",
                "--access-mode",
                "ReadOnly",
                "--backup-sync-period",
                "90s",
                "--validation-frequency",
                "0");

        assertThat(run).isEqualTo(new Run(0, "Backup storage location \"far\" configured successfully.\n", ""));
        assertThat(location("far").map("spec")).isEqualTo(CliFixture.yaml("""
                provider: aws
                objectStorage: {bucket: b, prefix: p, caCert: UEVN}
                accessMode: ReadOnly
                config: {region: x, s3Url: 'http://h:9000'}
                credential: {name: cloud, key: key}
                backupSyncPeriod: 1m30s
                validationFrequency: 0s
                """));
    }

    @Test
    void thereIsOneDefaultAtMost() {
        cli.velero("backup-location", "create", "a", "--provider", "x", "--bucket", "b", "--default");
        cli.velero("backup-location", "create", "b", "--provider", "x", "--bucket", "b", "--default");
        assertThat(location("a").isTrue("spec", "default")).isFalse();
        assertThat(location("b").isTrue("spec", "default")).isTrue();

        cli.velero("backup-location", "set", "a", "--default");
        assertThat(location("a").isTrue("spec", "default")).isTrue();
        assertThat(location("b").isTrue("spec", "default")).isFalse();
    }

    @Test
    void changesOnlyWhatIsNamed() throws IOException {
        Files.writeString(cli.folder().resolve("ca.pem"), "PEM");
        cli.velero(
                "backup-location",
                "create",
                "a",
                "--provider",
                "x",
                "--bucket",
                "b",
                "--default",
                "--cacert",
                "ca.pem");

        cli.velero("backup-location", "set", "a", "--credential", "cloud=key");

        assertThat(location("a").string("spec", "objectStorage", "caCert")).contains("UEVN");
        assertThat(location("a").isTrue("spec", "default")).isTrue();
        assertThat(location("a").string("spec", "credential", "name")).contains("cloud");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "far --bucket b",
                "far --provider x",
                "far --provider x --bucket b --backup-sync-period -1s",
                "far --provider x --bucket b --credential a=b,c=d",
                "far --provider x --bucket b --access-mode WriteOnly",
                "far --provider x --bucket b --cacert nowhere.pem"
            })
    void refusesBadInputInOneLineAndCreatesNothing(String arguments) {
        Run run = cli.velero(("backup-location create " + arguments).split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("An error occurred: ").hasLineCount(1);
        assertThat(cli.all(VeleroKind.BACKUP_STORAGE_LOCATION)).isEmpty();
    }

    private KubernetesObject location(String name) {
        return cli.all(VeleroKind.BACKUP_STORAGE_LOCATION).stream()
                .filter(location -> location.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
