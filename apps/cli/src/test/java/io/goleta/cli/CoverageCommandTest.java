package io.goleta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CoverageCommandTest {
    @RegisterExtension
    @Order(1)
    final CliFixture cli = new CliFixture();

    @RegisterExtension
    @Order(2)
    final ServerPart server = new ServerPart(cli);

    @BeforeEach
    void aShopOfWhichOneBackupHoldsAPart() throws Exception {
        given("namespaces", false, "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        given("namespaces", false, "{apiVersion: v1, kind: Namespace, metadata: {name: bank}}");
        given("pods", true, """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: shop}
                spec:
                  nodeName: n1
                  containers: [{name: main, image: web}]
                  volumes: [{name: cache, emptyDir: {}}, {name: logs, hostPath: {path: /var/log}}]
                """);
        given("persistentvolumeclaims", true, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: ledger, namespace: bank}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        KubernetesObject backup = cli.given(VeleroKind.BACKUP, """
                metadata: {name: daily}
                spec: {includedNamespaces: [shop], storageLocation: default}
                status: {phase: Completed, startTimestamp: '2099-01-01T00:00:00Z'}
                """);
        cli.given(VeleroKind.POD_VOLUME_BACKUP, """
                metadata: {name: one, ownerReferences: [{apiVersion: velero.io/v1, kind: Backup, name: daily, uid: %s}]}
                spec: {volume: cache, pod: {namespace: shop, name: web, uid: %s}}
                status: {phase: Completed, completionTimestamp: '2099-01-01T00:00:07Z'}
                """.formatted(backup.uid(), pod().uid()));
        server.file("BackupResults", "daily", """
                {"volumes":{"notBackedUp":[{"namespace":"shop","pod":"web","volume":"logs","owner":"Node/n1/var/log",
                 "reason":"it is a hostPath volume"}]}}
                """);
    }

    @Test
    void saysForEachVolumeWhichBackupProtectsItOrWhyNoneDoes() {
        Shell.Run run = cli.velero("coverage");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                NAMESPACE   NAME         VOLUME   STATE         BACKUP   TIME                   REASON
                bank        pvc/ledger   -        not-mounted   -        -                      no pod mounts it
                shop        pod/web      cache    protected     daily    2099-01-01T00:00:07Z\040\040\040
                shop        pod/web      logs     left-out      daily    -                      it is a hostPath volume
                """);
    }

    @Test
    void looksAtOneNamespaceAndAtTroubleOnly() {
        assertThat(cli.velero("coverage", "-n", "shop").out())
                .doesNotContain("bank")
                .contains("cache", "logs");
        assertThat(cli.velero("-n", "shop", "coverage", "--unprotected").out())
                .doesNotContain("bank")
                .doesNotContain("cache")
                .contains("logs");
        assertThat(cli.velero("coverage", "-n", "empty").out()).isEmpty();
    }

    @Test
    void asksWhereItIsToldThatVeleroRuns() {
        assertThat(cli.velero("coverage", "-n", "shop", "--velero-namespace", "elsewhere")
                        .out())
                .contains("no-backup")
                .doesNotContain("daily");
    }

    @Test
    void printsJsonAndYamlForScripts() throws Exception {
        Map<String, Object> json = CliFixture.json(
                cli.velero("coverage", "-n", "bank", "-o", "json").out());
        assertThat(json)
                .isEqualTo(Map.of(
                        "volumes",
                        List.of(Map.of(
                                "namespace", "bank",
                                "kind", "PersistentVolumeClaim",
                                "name", "ledger",
                                "state", "not-mounted",
                                "reason", "no pod mounts it"))));
        assertThat(CliFixture.yaml(
                        cli.velero("coverage", "-n", "bank", "-o", "yaml").out()))
                .isEqualTo(json);
    }

    private KubernetesObject pod() {
        return cli.cluster().list(GroupResource.PODS, "shop", "").getFirst();
    }

    private void given(String plural, boolean namespaced, String yaml) {
        KubernetesObject object = KubernetesObject.of(CliFixture.yaml(yaml));
        ApiResource resource = new ApiResource(
                new GroupResource("", plural), "v1", object.kind(), "", List.of(), namespaced, Set.of());
        cli.cluster().create(resource, object);
    }
}
