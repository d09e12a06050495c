package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Kubectl.awaitRollout;
import static io.goleta.e2e.Kubectl.kubectl;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Volumes of the workloads that clusters are full of. */
@ExtendWith(Installed.class)
class WorkloadsIT {
    private static final String SHOP = "e2e-shop";
    private static final String COPY = "e2e-shop-copy";

    @BeforeEach
    void namespace() {
        Apps.namespace(SHOP);
    }

    @AfterEach
    void clean() {
        Kubectl.deleteNamespace(SHOP);
        Kubectl.deleteNamespace(COPY);
    }

    @Test
    void aDeploymentWithSeveralVolumesAnnotatedInItsTemplate() {
        Kubectl.apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: e2e-shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata:
                      labels: {app: web}
                      annotations: {backup.velero.io/backup-volumes: "uploads,cache,logs"}
                    spec:
                      containers: [%s]
                      volumes: [{name: uploads, emptyDir: {}}, {name: cache, emptyDir: {}}, {name: logs, emptyDir: {}}]
                """.formatted(
                                Apps.container(
                                        "main",
                                        "{name: uploads, mountPath: /uploads}, {name: cache, mountPath: /cache}, {name: logs, mountPath: /logs}")));
        awaitRollout(SHOP, "deployment/web");
        List<String> directories = List.of("/uploads", "/cache", "/logs");
        String before = podOf("app=web");
        directories.forEach(directory -> Files.fill(SHOP, before, directory, 4));
        Map<String, String> files = prints(SHOP, before, directories);

        velero("backup create deployment --include-namespaces e2e-shop --wait");
        Kubectl.deleteNamespace(SHOP);
        velero("restore create deployment --from-backup deployment --wait");
        awaitRollout(SHOP, "deployment/web");

        assertThat(Velero.phase("restore", "deployment")).isEqualTo("Completed");
        assertThat(kubectl("-n e2e-shop get pods -l app=web --no-headers").lines())
                .hasSize(1);
        assertThat(prints(SHOP, podOf("app=web"), directories)).isEqualTo(files);
    }

    @Test
    void aStatefulSetOnLocalVolumesOfEveryNodeIsMovedByEachNodesOwnAgentAndRestoredIntoAnotherNamespace() {
        List<String> nodes = Disks.nodes();
        nodes.forEach(Disks::add);
        Kubectl.apply(database(nodes.size()));
        awaitRollout(SHOP, "statefulset/db");
        Map<String, String> files = fillDatabase(nodes.size());

        velero("backup create stateful --include-namespaces e2e-shop --wait");

        List<JsonNode> backups = Velero.volumeBackups("stateful");
        assertThat(backups)
                .hasSize(nodes.size())
                .allSatisfy(backup ->
                        assertThat(backup.at("/status/phase").asText()).isEqualTo("Completed"));
        assertThat(backups.stream().map(backup -> backup.at("/spec/node").asText()))
                .containsExactlyInAnyOrderElementsOf(nodes);
        backups.forEach(
                backup -> assertThat(metricsOfAgent(backup.at("/spec/node").asText()))
                        .containsPattern("(?m)^restic_pod_volume_backup_dequeue_count\\S* [1-9]"));

        nodes.forEach(Disks::add);
        velero("restore create stateful --from-backup stateful --namespace-mappings e2e-shop:e2e-shop-copy --wait");
        awaitRollout(COPY, "statefulset/db");

        assertThat(Velero.phase("restore", "stateful")).isEqualTo("Completed");
        files.forEach((pod, print) ->
                assertThat(Files.print(COPY, pod, "/data")).as(pod).isEqualTo(print));
        assertThat(Files.print(SHOP, "db-0", "/data")).as("the original").isEqualTo(files.get("db-0"));
    }

    @Test
    void theNextBackupOfAClaimIsIncrementalAfterItsPodWasReplacedAndDeletingBothForgetsTheirSnapshots() {
        Disks.add(Disks.nodes().getFirst());
        Kubectl.apply(database(1));
        awaitRollout(SHOP, "statefulset/db");
        Files.fill(SHOP, "db-0", "/data", 64);
        velero("backup create first --include-namespaces e2e-shop --wait");
        kubectl("-n e2e-shop delete pod db-0");
        Kubectl.awaitField("-n e2e-shop pod/db-0", ".status.containerStatuses[0].ready", "true");
        Kubectl.exec(SHOP, "db-0", "echo more > /data/more");

        velero("backup create second --include-namespaces e2e-shop --wait");

        Map<String, JsonNode> snapshots = snapshots();
        String first = snapshotOf("first");
        JsonNode second = snapshots.get(snapshotOf("second"));
        assertThat(second.path("parent").asText()).as("restic's parent").startsWith(first);
        assertThat(restic("diff " + first + " " + second.path("id").asText()))
                .contains("+    /more")
                .containsPattern("Files:\\s+1 new");

        velero("backup delete first second --confirm");
        Kubectl.awaitGone("-n velero backup/first backup/second");
        assertThat(snapshots()).doesNotContainKeys(first, second.path("id").asText());
    }

    @Test
    void whatCannotBeBackedUpIsNamedWithItsReason() {
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: mixed
                  namespace: e2e-shop
                  annotations: {backup.velero.io/backup-volumes: "fine,machine"}
                spec:
                  containers: [%s]
                  volumes: [{name: fine, emptyDir: {}}, {name: machine, hostPath: {path: /tmp}}]
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: waiting
                  namespace: e2e-shop
                  annotations: {backup.velero.io/backup-volumes: "data"}
                spec:
                  nodeSelector: {no-such-label: "true"}
                  containers: [%s]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(
                        Apps.container("main", "{name: fine, mountPath: /fine}, {name: machine, mountPath: /machine}"),
                        Apps.container("main", "{name: data, mountPath: /data}")));
        awaitReady(SHOP, "mixed");
        Kubectl.exec(SHOP, "mixed", "echo fine > /fine/file");

        velero("backup create mixed --include-namespaces e2e-shop --wait");

        assertThat(Velero.volumeBackups("mixed")).hasSize(1);
        assertThat(velero("backup describe mixed --details"))
                .containsPattern("machine.*hostPath")
                .containsPattern("waiting.*not running")
                .contains("e2e-shop/mixed: fine");
    }

    private static String database(int replicas) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: e2e-shop}
                spec:
                  replicas: %d
                  serviceName: db
                  podManagementPolicy: Parallel
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata:
                      labels: {app: db}
                      annotations: {backup.velero.io/backup-volumes: data}
                    spec:
                      terminationGracePeriodSeconds: 1
                      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                        {labelSelector: {matchLabels: {app: db}}, topologyKey: kubernetes.io/hostname}]}}
                      containers: [%s]
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], storageClassName: goleta-e2e, resources: {requests: {storage: 100Mi}}}
                """.formatted(replicas, Apps.container("main", "{name: data, mountPath: /data}"));
    }

    private static Map<String, String> fillDatabase(int replicas) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < replicas; i++) {
            Files.fill(SHOP, "db-" + i, "/data", 8);
            files.put("db-" + i, Files.print(SHOP, "db-" + i, "/data"));
        }
        return files;
    }

    private static String metricsOfAgent(String node) {
        String agent = kubectl(
                "-n velero get pods -l name=restic -o jsonpath={.items[0].metadata.name} --field-selector spec.nodeName="
                        + node);
        return kubectl("get --raw /api/v1/namespaces/velero/pods/" + agent + ":8085/proxy/metrics");
    }

    private static String podOf(String selector) {
        return kubectl("-n e2e-shop get pods -l " + selector + " -o jsonpath={.items[0].metadata.name}");
    }

    private static Map<String, String> prints(String namespace, String pod, List<String> directories) {
        Map<String, String> prints = new TreeMap<>();
        directories.forEach(directory -> prints.put(directory, Files.print(namespace, pod, directory)));
        return prints;
    }

    private static String snapshotOf(String backup) {
        return Velero.volumeBackups(backup).getFirst().at("/status/snapshotID").asText();
    }

    private static Map<String, JsonNode> snapshots() {
        Map<String, JsonNode> snapshots = new TreeMap<>();
        Kubectl.parse(restic("snapshots --json"))
                .forEach(snapshot -> snapshots.put(snapshot.path("id").asText(), snapshot));
        return snapshots;
    }

    /** Plain restic on the repository of the namespace, run where the bucket is mounted; as root, so it must leave nothing there. */
    private static String restic(String arguments) {
        String agent = kubectl("-n velero get pods -l name=restic -o jsonpath={.items[0].metadata.name}");
        String password =
                kubectl("-n velero get secret velero-restic-credentials -o jsonpath={.data.repository-password}");
        return Kubectl.exec(
                "velero",
                agent,
                "export RESTIC_CACHE_DIR=/scratch/plain RESTIC_PASSWORD=$(echo " + password
                        + " | base64 -d); restic --no-lock -r " + Velero.property("e2e.repositories") + "/e2e-shop "
                        + arguments);
    }
}
