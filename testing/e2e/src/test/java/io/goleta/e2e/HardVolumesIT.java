package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Kubectl.kubectl;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Volumes that are busy, full, made by hand, shared, or on a node where nobody can reach them. */
@ExtendWith(Installed.class)
class HardVolumesIT {
    private static final String NAMESPACE = "e2e-hard";

    @BeforeEach
    void namespace() {
        Apps.namespace(NAMESPACE);
    }

    @AfterEach
    void clean() {
        Velero.run("restore delete --all --confirm");
        Kubectl.deleteNamespace(NAMESPACE);
        kubectl("delete pv e2e-static --ignore-not-found");
    }

    @Test
    void aVolumeWhoseFilesComeAndGoAllTheTimeIsBackedUp() {
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: busy, namespace: e2e-hard, annotations: {backup.velero.io/backup-volumes: data}}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: main
                    image: %s
                    command:
                    - /bin/sh
                    - -c
                    - |
                      mkdir -p /data/spool
                      i=0
                      while :; do
                        i=$((i+1)); echo $i > /data/spool/$i
                        [ $i -le 500 ] || rm /data/spool/$((i-500))
                      done
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(Apps.IMAGE));
        awaitReady(NAMESPACE, "busy");
        Kubectl.exec(NAMESPACE, "busy", "mkdir /data/kept");
        Files.fill(NAMESPACE, "busy", "/data/kept", 16);
        String kept = Files.print(NAMESPACE, "busy", "/data/kept");

        velero("backup create busy --include-namespaces e2e-hard --wait");
        Kubectl.deleteNamespace(NAMESPACE);
        complete("restore create busy --from-backup busy --wait");

        awaitReady(NAMESPACE, "busy");
        assertThat(Velero.phase("backup", "busy")).isEqualTo("Completed");
        assertThat(Files.print(NAMESPACE, "busy", "/data/kept")).isEqualTo(kept);
    }

    @Test
    void aVolumeThatIsFullIsRestoredIntoOneOfTheSameSize() {
        String node = Disks.nodes().getLast();
        Disks.addFileSystem(node, 24);
        Apps.claim(NAMESPACE, "full", "goleta-e2e-file-system");
        Kubectl.apply(pod("full", "full", "", ""));
        awaitReady(NAMESPACE, "full");
        Kubectl.exec(
                NAMESPACE,
                "full",
                "chown 999:998 /data; chmod 2750 /data; dd if=/dev/urandom of=/data/fill bs=64k count=1024 2>/dev/null || true; dd if=/dev/zero of=/data/rest bs=1k count=64 2>/dev/null || true; sync");
        assertThat(Kubectl.exec(NAMESPACE, "full", "echo x > /data/more && echo room || echo full"))
                .contains("full");
        Kubectl.exec(NAMESPACE, "full", "rm -f /data/more");
        String files = Files.print(NAMESPACE, "full", "/data");

        velero("backup create full --include-namespaces e2e-hard --wait");
        Kubectl.deleteNamespace(NAMESPACE);
        Disks.addFileSystem(node, 24);
        complete("restore create full --from-backup full --wait");

        awaitReady(NAMESPACE, "full");
        assertThat(Velero.phase("restore", "full")).isEqualTo("Completed");
        assertThat(Files.print(NAMESPACE, "full", "/data")).isEqualTo(files).contains("drwxr-s--- 999:998 .");
    }

    @Test
    void aVolumeMadeByHandComesBackWithItsFilesWhenItWasDeleted() {
        aStaticVolumeInUse();
        String files = Files.print(NAMESPACE, "static", "/data");

        velero("backup create static-deleted --include-namespaces e2e-hard --wait");
        Kubectl.deleteNamespace(NAMESPACE);
        kubectl("delete pv e2e-static");
        Disks.onNode(Disks.nodes().getFirst(), "rm -rf /disks/static && mkdir /disks/static");
        complete("restore create static-deleted --from-backup static-deleted --wait");

        awaitReady(NAMESPACE, "static");
        assertThat(Velero.phase("restore", "static-deleted")).isEqualTo("Completed");
        assertThat(kubectl("get pv e2e-static -o jsonpath={.status.phase}")).isEqualTo("Bound");
        assertThat(Files.print(NAMESPACE, "static", "/data")).isEqualTo(files);
    }

    @Test
    void aVolumeMadeByHandThatIsReleasedIsFreedAndRestored() {
        aStaticVolumeInUse();
        String files = Files.print(NAMESPACE, "static", "/data");
        velero("backup create static-released --include-namespaces e2e-hard --wait");
        Kubectl.exec(NAMESPACE, "static", "echo damaged > /data/random");
        Kubectl.deleteNamespace(NAMESPACE);
        Kubectl.awaitField("pv e2e-static", ".status.phase", "Released");

        complete("restore create static-released --from-backup static-released --wait");

        awaitReady(NAMESPACE, "static");
        assertThat(kubectl("get pv e2e-static -o jsonpath={.status.phase}")).isEqualTo("Bound");
        assertThat(Files.print(NAMESPACE, "static", "/data")).isEqualTo(files);
    }

    @Test
    void noPodOfASharedClaimStartsBeforeItsFilesAreBack() {
        String node = Disks.nodes().getFirst();
        Disks.add(node);
        Apps.claim(NAMESPACE, "shared");
        List<String> pods = List.of("one", "two", "three");
        String command = "[ -e /data/random ] && echo files || echo EMPTY; exec sleep 100000";
        for (String pod : pods) {
            Kubectl.apply(pod(pod, "shared", node, command));
            awaitReady(NAMESPACE, pod);
        }
        Files.fill(NAMESPACE, "one", "/data", 128);
        String files = Files.print(NAMESPACE, "one", "/data");

        velero("backup create shared --include-namespaces e2e-hard --wait");
        assertThat(Velero.volumeBackups("shared")).hasSize(1);
        Kubectl.deleteNamespace(NAMESPACE);
        Disks.add(node);
        complete("restore create shared --from-backup shared --wait");

        assertThat(Velero.phase("restore", "shared")).isEqualTo("Completed");
        Instant restored = Instant.parse(Velero.volumeRestores("shared")
                .getFirst()
                .at("/status/completionTimestamp")
                .asText());
        for (String pod : pods) {
            awaitReady(NAMESPACE, pod);
            assertThat(kubectl("-n e2e-hard logs " + pod).strip()).as(pod).isEqualTo("files");
            JsonNode status = Kubectl.json("-n e2e-hard get pod " + pod).path("status");
            assertThat(Instant.parse(status.at("/containerStatuses/0/state/running/startedAt")
                            .asText()))
                    .as(pod)
                    .isAfterOrEqualTo(restored);
            assertThat(withoutMark(Files.print(NAMESPACE, pod, "/data")))
                    .as(pod)
                    .isEqualTo(files);
        }
    }

    /** A claim that several pods share keeps the mark of its restore: none of them knows whether another one still looks for it. */
    private static String withoutMark(String print) {
        return print.replaceAll("(?m)^.* \\./\\.velero\\R", "").replaceAll("(?m)^.* \\./\\.velero/.*\\R.*\\R", "");
    }

    @Test
    void aVolumeOnANodeWithoutAgentIsNamedInTheBackupAndInTheRestore() {
        String node = Disks.nodes().getLast();
        Disks.add(node);
        Apps.claim(NAMESPACE, "lonely");
        Kubectl.apply(pod("lonely", "lonely", node, "exec sleep 100000"));
        awaitReady(NAMESPACE, "lonely");
        Files.fill(NAMESPACE, "lonely", "/data", 4);
        velero("backup create with-agent --include-namespaces e2e-hard --wait");

        withoutAgent(node, () -> {
            Shell.Output backup = Velero.run("backup create no-agent --include-namespaces e2e-hard --wait");
            assertThat(backup.exit()).as(backup.toString()).isEqualTo(3);
            assertThat(velero("backup describe no-agent --details")).contains("no agent runs on node " + node);

            Kubectl.deleteNamespace(NAMESPACE);
            Disks.add(node);
            Shell.Output restore = Velero.run("restore create no-agent --from-backup with-agent --wait");
            assertThat(restore.exit()).as(restore.toString()).isEqualTo(3);
            assertThat(velero("restore describe no-agent --details")).contains("no agent runs on node " + node);
        });
    }

    /** Runs a command that ends with code 0; when it does not, what the server says about the restore is the reason. */
    private static void complete(String command) {
        Shell.Output output = Velero.run(command);
        assertThat(output.exit())
                .as(() -> output + "\n" + velero("restore describe " + command.split(" ")[2] + " --details"))
                .isZero();
    }

    /** Taints a node, so its agent is evicted, for as long as something runs. */
    private static void withoutAgent(String node, Runnable action) {
        kubectl("taint node " + node + " goleta-e2e=no-agent:NoExecute");
        try {
            Kubectl.awaitGone("-n velero pods -l name=restic --field-selector spec.nodeName=" + node);
            action.run();
        } finally {
            kubectl("taint node " + node + " goleta-e2e:NoExecute-");
            kubectl("-n velero rollout status daemonset/restic --timeout=360s");
        }
    }

    private static void aStaticVolumeInUse() {
        String node = Disks.nodes().getFirst();
        kubectl("delete pv e2e-static --ignore-not-found");
        Disks.onNode(node, "rm -rf /disks/static && mkdir /disks/static");
        Kubectl.apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: e2e-static, labels: {goleta-e2e: disk}}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Retain
                  local: {path: /var/lib/goleta-e2e/static}
                  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [
                    {key: kubernetes.io/hostname, operator: In, values: [%s]}]}]}}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: static, namespace: e2e-hard}
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  volumeName: e2e-static
                  resources: {requests: {storage: 1Gi}}
                """.formatted(node));
        Kubectl.apply(pod("static", "static", "", "exec sleep 100000"));
        awaitReady(NAMESPACE, "static");
        Files.fill(NAMESPACE, "static", "/data", 8);
    }

    /** A pod with the files of a claim in {@code /data}; it bears every taint. */
    private static String pod(String name, String claim, String node, String command) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: e2e-hard, annotations: {backup.velero.io/backup-volumes: data}}
                spec:
                  terminationGracePeriodSeconds: 0
                  tolerations: [{operator: Exists}]
                  %s
                  containers:
                  - name: main
                    image: %s
                    command: [/bin/sh, -c, "%s"]
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: %s}}]
                """.formatted(
                        name,
                        node.isEmpty() ? "" : "nodeSelector: {kubernetes.io/hostname: " + node + "}",
                        Apps.IMAGE,
                        command.isEmpty() ? "exec sleep 100000" : command,
                        claim);
    }
}
