package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest {
    @RegisterExtension
    final CliFixture cli = new CliFixture();

    @Test
    void createsABackup() {
        Run run = cli.velero("backup", "create", "shop", "--include-namespaces", "shop");

        assertThat(run).isEqualTo(new Run(0, """
                Backup request "shop" submitted successfully.
                Run `velero backup describe shop` or `velero backup logs shop` for more details.
                """, ""));
        assertThat(only(VeleroKind.BACKUP).map("spec")).isEqualTo(Map.of("includedNamespaces", List.of("shop")));
    }

    @Test
    void takesEveryFlagOfABackup() {
        cli.given(
                VeleroKind.BACKUP_STORAGE_LOCATION,
                "{metadata: {name: far}, spec: {provider: x, objectStorage: {bucket: b}}}");

        Run run = cli.velero(
                "create",
                "backup",
                "shop",
                "--exclude-namespaces=a,b",
                "--include-resources",
                "pods,pvc",
                "--exclude-resources",
                "secrets",
                "--labels",
                "team=shop",
                "--storage-location",
                "far",
                "--ttl",
                "72h",
                "--snapshot-volumes=false",
                "--include-cluster-resources",
                "--default-volumes-to-restic",
                "--ordered-resources",
                "pods=shop/a,shop/b;persistentvolumes=pv1",
                "-l",
                "app=web");

        assertThat(run.err()).isEmpty();
        KubernetesObject backup = only(VeleroKind.BACKUP);
        assertThat(backup.labels()).isEqualTo(Map.of("team", "shop"));
        assertThat(backup.map("spec")).isEqualTo(CliFixture.yaml("""
                includedNamespaces: ["*"]
                excludedNamespaces: [a, b]
                includedResources: [pods, pvc]
                excludedResources: [secrets]
                includeClusterResources: true
                labelSelector: {matchLabels: {app: web}}
                ttl: 72h0m0s
                storageLocation: far
                snapshotVolumes: false
                defaultVolumesToRestic: true
                orderedResources: {pods: "shop/a,shop/b", persistentvolumes: pv1}
                """));
    }

    @Test
    void understandsTheNewerNameOfAFlag() {
        cli.velero("backup", "create", "shop", "--default-volumes-to-fs-backup=false");

        assertThat(only(VeleroKind.BACKUP).get("spec", "defaultVolumesToRestic"))
                .contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad_Name",
                "ok --ttl 5x",
                "ok --ttl -5m",
                "ok --selector a==b==c",
                "ok --labels x",
                "ok --storage-location nowhere",
                "ok --volume-snapshot-locations nowhere",
                "ok --include-namespaces *,a",
                "ok --include-namespaces a --exclude-namespaces a",
                "ok --ordered-resources pods",
                "ok --from-schedule nowhere",
                "ok -o xml",
                "--labels a=b"
            })
    void refusesBadInputInOneLineAndCreatesNothing(String arguments) {
        Run run = cli.velero(("backup create " + arguments).split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("An error occurred: ").hasLineCount(1);
        assertThat(cli.all(VeleroKind.BACKUP)).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsTheServersWord() {
        cli.velero("backup", "create", "shop");

        Run again = cli.velero("backup", "create", "shop");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("An error occurred: ")
                .contains("already exists")
                .hasLineCount(1);
    }

    @Test
    void printsInsteadOfSending() throws IOException {
        Run run = cli.velero("backup", "create", "shop", "-o", "yaml");

        assertThat(run.out()).isEqualTo("""
                apiVersion: velero.io/v1
                kind: Backup
                metadata:
                  name: shop
                  namespace: velero
                spec:
                  includedNamespaces:
                  - "*"
                """);
        assertThat(cli.all(VeleroKind.BACKUP)).isEmpty();
    }

    @Test
    void copiesAScheduleButForLabels() {
        cli.given(
                VeleroKind.SCHEDULE,
                "{metadata: {name: daily, labels: {team: shop}}, spec: {schedule: '@daily', template: "
                        + "{includedNamespaces: [shop], ttl: 24h0m0s}}}");
        cli.at(Clock.fixed(Instant.parse("2022-08-01T12:00:00Z"), ZoneId.of("Europe/Berlin")));

        Run run = cli.velero("backup", "create", "--from-schedule", "daily", "--labels", "by=hand", "--ttl", "1h");

        assertThat(run.out()).startsWith("Creating backup from schedule, all other filters are ignored.\n");
        KubernetesObject backup = only(VeleroKind.BACKUP);
        assertThat(backup.name()).isEqualTo("daily-20220801140000");
        assertThat(backup.labels()).isEqualTo(Map.of("team", "shop", "by", "hand", "velero.io/schedule-name", "daily"));
        assertThat(backup.map("spec")).isEqualTo(Map.of("includedNamespaces", List.of("shop"), "ttl", "24h0m0s"));
    }

    @Test
    void createsARestoreNamedAfterBackupAndTime() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");
        cli.at(Clock.fixed(Instant.parse("2022-08-01T12:00:00Z"), ZoneId.of("Europe/Berlin")));

        Run run = cli.velero(
                "restore",
                "create",
                "--from-backup",
                "shop",
                "--namespace-mappings",
                "shop:shop2,a:b",
                "--existing-resource-policy",
                "update",
                "--restore-volumes=false",
                "--preserve-nodeports");

        assertThat(run.out()).startsWith("Restore request \"shop-20220801140000\" submitted successfully.\n");
        assertThat(only(VeleroKind.RESTORE).map("spec")).isEqualTo(CliFixture.yaml("""
                backupName: shop
                includedNamespaces: ["*"]
                namespaceMapping: {shop: shop2, a: b}
                restorePVs: false
                preserveNodePorts: true
                existingResourcePolicy: update
                """));
    }

    @Test
    void restoresTheNewestGoodBackupOfASchedule() {
        scheduled("daily-1", "Completed", "2022-08-01T01:00:00Z");
        scheduled("daily-2", "PartiallyFailed", "2022-08-02T01:00:00Z");
        scheduled("daily-3", "Failed", "2022-08-03T01:00:00Z");

        cli.velero("restore", "create", "a", "--from-schedule", "daily");
        cli.velero("restore", "create", "b", "--from-schedule", "daily", "--allow-partially-failed");

        assertThat(cli.all(VeleroKind.RESTORE))
                .extracting(restore -> restore.string("spec", "backupName").orElse(""))
                .containsExactly("daily-1", "daily-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--from-backup shop --from-schedule daily",
                "--from-backup nowhere",
                "--from-schedule nowhere",
                "Bad_Name --from-backup shop",
                "r --from-backup shop --existing-resource-policy replace",
                "r --from-backup shop --namespace-mappings a",
                "r --from-backup shop -l ,"
            })
    void refusesABadRestoreInOneLineAndCreatesNothing(String arguments) {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");

        Run run = cli.velero(("restore create " + arguments).strip().split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("An error occurred: ").hasLineCount(1);
        assertThat(cli.all(VeleroKind.RESTORE)).isEmpty();
    }

    @Test
    void usesTheNamespaceOfFlagConfigFileAndEnvironmentInThisOrder() {
        cli.with("VELERO_NAMESPACE", "from-environment");
        assertThat(cli.velero("backup", "create", "x", "-o", "yaml").out()).contains("namespace: from-environment");

        cli.velero("client", "config", "set", "namespace=from-file");
        assertThat(cli.velero("backup", "create", "x", "-o", "yaml").out()).contains("namespace: from-file");

        assertThat(cli.velero("backup", "create", "x", "-o", "yaml", "-n", "from-flag")
                        .out())
                .contains("namespace: from-flag");
    }

    private void scheduled(String name, String phase, String started) {
        cli.given(
                VeleroKind.BACKUP,
                "{metadata: {name: %s, labels: {velero.io/schedule-name: daily}}, status: {phase: %s, startTimestamp: '%s'}}"
                        .formatted(name, phase, started));
    }

    private KubernetesObject only(VeleroKind<?> kind) {
        List<KubernetesObject> all = cli.all(kind);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
