package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.cli.Shell.Run;
import io.goleta.core.api.VeleroKind;
import io.goleta.sandbox.FaultInjector;
import io.goleta.sandbox.InjectedFault;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DescribeTest {
    private static final String BACKUP = """
            metadata: {name: shop, labels: {velero.io/storage-location: default}, annotations: {b: '2', a: '1'}}
            spec:
              includedNamespaces: [shop, bank]
              excludedResources: [secrets]
              labelSelector: {matchLabels: {app: web}}
              storageLocation: default
              ttl: 720h0m0s
            status:
              phase: PartiallyFailed
              errors: 1
              warnings: 2
              formatVersion: 1.1.0
              startTimestamp: '2022-08-01T10:00:00Z'
              completionTimestamp: '2022-08-01T10:00:07Z'
              expiration: '2022-08-31T10:00:00Z'
              progress: {totalItems: 12, itemsBackedUp: 12}
            """;
    private static final String RESULTS = """
            {"errors":{"namespaces":{"shop":["pods/web: refused"]}},
             "warnings":{"velero":["one","two"],"namespaces":{"shop":["volume cache of pod web is skipped: hostPath"]}}}
            """;

    @RegisterExtension
    @Order(1)
    final CliFixture cli = new CliFixture();

    @RegisterExtension
    @Order(2)
    final ServerPart server = new ServerPart(cli);

    @Test
    void describesABackup() throws Exception {
        cli.given(VeleroKind.BACKUP, BACKUP);
        server.file("BackupResults", "shop", RESULTS);
        volume("v1", "shop", "web", "data", "Completed", "");
        volume("v2", "shop", "web", "logs", "Failed", "restic is missing");
        volume("v3", "shop", "db", "data", "", "");

        Run run = cli.velero("backup", "describe", "shop");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                Name:         shop
                Namespace:    velero
                Labels:       velero.io/storage-location=default
                Annotations:  a=1
                              b=2

                Phase:  PartiallyFailed (run `velero backup logs shop` for more information)

                Errors:    1
                Warnings:  2

                Warnings:
                  Velero:   one
                            two
                  Cluster:  <none>
                  Namespaces:
                    shop:  volume cache of pod web is skipped: hostPath

                Errors:
                  Velero:   <none>
                  Cluster:  <none>
                  Namespaces:
                    shop:  pods/web: refused

                Namespaces:
                  Included:  shop, bank
                  Excluded:  <none>

                Resources:
                  Included:        *
                  Excluded:        secrets
                  Cluster-scoped:  auto

                Label selector:  app=web

                Storage Location:  default

                Velero-Native Snapshot PVs:  auto

                TTL:  720h0m0s

                Hooks:  <none>

                Backup Format Version:  1.1.0

                Started:    2022-08-01 10:00:00 +0000 UTC
                Completed:  2022-08-01 10:00:07 +0000 UTC

                Expiration:  2022-08-31 10:00:00 +0000 UTC

                Total items to be backed up:  12
                Items backed up:              12

                Velero-Native Snapshots: <none included>

                Restic Backups (specify --details for more information):
                  Completed:  1
                  Failed:     1
                  New:        1
                """);
    }

    @Test
    void detailsNameEveryObjectAndVolume() throws Exception {
        cli.given(VeleroKind.BACKUP, BACKUP);
        server.file("BackupResults", "shop", RESULTS);
        server.file("BackupResourceList", "shop", "{\"v1/Pod\":[\"shop/web\"],\"apps/v1/Deployment\":[\"shop/web\"]}");
        volume("v1", "shop", "web", "data", "Completed", "");
        volume("v2", "shop", "web", "cache", "Completed", "");
        volume("v3", "shop", "web", "logs", "Failed", "restic is missing");

        assertThat(cli.velero("describe", "backups", "shop", "--details").out())
                .contains("""
                Resource List:
                  apps/v1/Deployment:
                    - shop/web
                  v1/Pod:
                    - shop/web
                """)
                .endsWith("""
                Restic Backups:
                  Completed:
                    shop/web: cache, data
                  Failed:
                    shop/web: logs
                      shop/web logs: restic is missing
                """);
    }

    @Test
    void detailsNameEveryVolumeThatIsNotBackedUpAndWhy() throws Exception {
        cli.given(
                VeleroKind.BACKUP,
                "{metadata: {name: shop}, status: {phase: Completed, completionTimestamp: '2022-08-01T10:00:07Z'}}");
        server.file("BackupResults", "shop", """
                {"errors":{},"warnings":{},"volumes":{"notBackedUp":[
                  {"namespace":"shop","pod":"db-0","volume":"wal","owner":"x","reason":"it is a hostPath volume"},
                  {"namespace":"shop","pod":"web","volume":"cache","owner":"x","reason":"nobody asked for it"},
                  {"namespace":"shop","pod":"web","volume":"tmp","owner":"x","reason":"not mounted"}]}}
                """);

        assertThat(cli.velero("backup", "describe", "shop", "--details").out()).endsWith("""

                Volumes Not Backed Up:
                  shop/db-0:
                    wal: it is a hostPath volume
                  shop/web:
                    cache: nobody asked for it
                    tmp: not mounted
                """);
        assertThat(cli.velero("backup", "describe", "shop").out()).doesNotContain("Not Backed Up");
    }

    @Test
    void showsHowFarARunningBackupIs() {
        cli.given(
                VeleroKind.BACKUP,
                "{metadata: {name: shop}, status: {phase: InProgress, progress: {totalItems: 12, itemsBackedUp: 3}}}");
        cli.given(
                VeleroKind.POD_VOLUME_BACKUP,
                "{metadata: {name: v, labels: {velero.io/backup-name: shop}}, spec: {volume: data, pod: {namespace: a, "
                        + "name: b}}, status: {phase: InProgress, progress: {totalBytes: 300, bytesDone: 100}}}");

        assertThat(cli.velero("backup", "describe", "shop", "--details", "--timeout", "10ms")
                        .out())
                .contains("Estimated total items to be backed up:  12\nItems backed up so far:                 3\n")
                .contains("  In Progress:\n    a/b: data (33.33%)\n");
    }

    @Test
    void coloursThePhaseOnATerminal() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Completed}}");
        cli.onATerminal();

        assertThat(cli.velero("backup", "describe", "shop").out()).contains("Phase:  \u001b[32mCompleted\u001b[0m\n");
        assertThat(cli.velero("backup", "describe", "shop", "--colorized=false").out())
                .contains("Phase:  Completed\n");
    }

    @Test
    void showsAttemptsToDelete() {
        KubernetesObject backup = cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}, status: {phase: Deleting}}");
        cli.given(VeleroKind.DELETE_BACKUP_REQUEST, """
                metadata: {name: d, labels: {velero.io/backup-name: shop, velero.io/backup-uid: %s}}
                spec: {backupName: shop}
                status: {phase: Processed, errors: [the bucket is read-only]}
                """.formatted(backup.uid()));

        assertThat(cli.velero("backup", "describe", "shop").out())
                .contains("Deletion Attempts (1 failed):\n")
                .contains(": Processed\n    the bucket is read-only\n");
    }

    @Test
    void aServerThatDoesNotAnswerDelaysOnlyAsLongAsToldTo() throws Exception {
        cli.given(VeleroKind.BACKUP, BACKUP);
        server.close();

        Run run = cli.velero("backup", "describe", "shop", "--timeout", "50ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("<error getting warnings and errors: timed out waiting for download URL");
        assertThat(run.err())
                .startsWith("An error occurred: timed out waiting for download URL")
                .hasLineCount(1);
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedOnlyOnce() throws Exception {
        cli.given(VeleroKind.BACKUP, BACKUP);
        server.close();
        FaultInjector.Rule requests = cli.sandbox()
                .whenever(request -> request.is("create", "downloadrequests"), InjectedFault.slow(Duration.ZERO));

        cli.velero("backup", "describe", "shop", "--details", "--timeout", "50ms");

        assertThat(requests.hits()).isOne();
    }

    @Test
    void whatIsNotExecutedIsMarked() {
        cli.given(
                VeleroKind.RESTORE,
                "{metadata: {name: again}, spec: {backupName: shop, restorePVs: true, resourceModifier: {kind: ConfigMap,"
                        + " name: rules}}}");

        assertThat(cli.velero("restore", "describe", "again").out())
                .contains("Restore PVs:  true (not executed by Goleta)\n")
                .contains("""

                        Not Executed by Goleta:
                          spec.resourceModifier is not supported: the resource modifier is not applied
                          spec.restorePVs is not supported:""");
    }

    @Test
    void volumesInPhasesOfOtherVersionsAreShownAsTheyAre() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: shop}}");
        volume("v1", "shop", "web", "data", "Canceled", "");
        volume("v2", "shop", "db", "data", "", "");

        assertThat(cli.velero("backup", "describe", "shop").out()).endsWith("  New:       1\n  Canceled:  1\n");
    }

    @Test
    void severalAreSeparatedByTwoBlankLines() {
        cli.given(VeleroKind.BACKUP, "{metadata: {name: a}}");
        cli.given(VeleroKind.BACKUP, "{metadata: {name: b}}");

        assertThat(cli.velero("backup", "describe").out()).contains("<none included>\n\n\nName:         b\n");
    }

    @Test
    void describesARestore() throws Exception {
        cli.given(VeleroKind.RESTORE, """
                metadata: {name: again}
                spec: {backupName: shop, includedNamespaces: ['*'], excludedResources: [nodes, events], namespaceMapping: {a: b}}
                status:
                  phase: Completed
                  warnings: 1
                  startTimestamp: '2022-08-01T10:00:00Z'
                  completionTimestamp: '2022-08-01T10:00:07Z'
                  progress: {totalItems: 3, itemsRestored: 3}
                """);
        cli.given(
                VeleroKind.POD_VOLUME_RESTORE,
                "{metadata: {name: v, labels: {velero.io/restore-name: again}}, spec: {volume: data, pod: {namespace: a, "
                        + "name: b}}, status: {phase: Completed}}");
        server.file("RestoreResults", "again", "{\"errors\":{},\"warnings\":{\"cluster\":[\"it exists\"]}}");

        assertThat(cli.velero("restore", "describe", "again").out()).isEqualTo("""
                Name:         again
                Namespace:    velero
                Labels:       <none>
                Annotations:  <none>

                Phase:                       Completed
                Total items to be restored:  3
                Items restored:              3

                Started:    2022-08-01 10:00:00 +0000 UTC
                Completed:  2022-08-01 10:00:07 +0000 UTC

                Warnings:
                  Velero:      <none>
                  Cluster:     it exists
                  Namespaces:  <none>

                Backup:  shop

                Namespaces:
                  Included:  all namespaces found in the backup
                  Excluded:  <none>

                Resources:
                  Included:        *
                  Excluded:        nodes, events
                  Cluster-scoped:  auto

                Namespace mappings:  a=b

                Label selector:  <none>

                Restore PVs:  auto

                Restic Restores (specify --details for more information):
                  Completed:  1

                Existing Resource Policy:  <none>

                Preserve Service NodePorts:  auto
                """);
    }

    @Test
    void describesAScheduleWithItsHooks() {
        cli.given(VeleroKind.SCHEDULE, """
                metadata: {name: daily}
                spec:
                  schedule: '@daily'
                  template:
                    orderedResources: {pods: 'shop/a'}
                    hooks:
                      resources:
                      - name: freeze
                        includedNamespaces: [bank]
                        pre:
                        - exec: {container: db, command: [/bin/sh, -c, sync], onError: Fail, timeout: 30s}
                status: {phase: Enabled}
                """);

        assertThat(cli.velero("schedule", "describe", "daily").out())
                .contains(
                        "Phase:  Enabled\n\nPaused:  false\n\nSchedule:  @daily\n\nBackup Template:\n  Namespaces:\n    Included:  *\n")
                .contains("""
                  Hooks (not executed by Goleta):
                    Resources:
                      freeze:
                        Namespaces:
                          Included:  bank
                          Excluded:  <none>

                        Resources:
                          Included:  *
                          Excluded:  <none>

                        Label selector:  <none>

                        Pre Exec Hook:
                          Container:  db
                          Command:    /bin/sh -c sync
                          On Error:   Fail
                          Timeout:    30s

                  OrderedResources:
                    pods: shop/a

                  Not Executed by Goleta:
                    spec.hooks.resources is not supported: no hook is run
                """)
                .endsWith("Last Backup:  <never>\n");
    }

    private void volume(String name, String namespace, String pod, String volume, String phase, String message) {
        cli.given(VeleroKind.POD_VOLUME_BACKUP, """
                metadata: {name: %s, labels: {velero.io/backup-name: shop}}
                spec: {volume: %s, pod: {namespace: %s, name: %s}}
                status: {%s}
                """.formatted(
                        name,
                        volume,
                        namespace,
                        pod,
                        phase.isEmpty() ? "" : "phase: " + phase + ", message: '" + message + "'"));
    }
}
