package io.goleta.e2e;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Local persistent volumes, made from folders of the nodes: clusters without a provisioner have no others. A pod on each node makes
 * the folders, and is the hand that kills processes there.
 */
final class Disks {
    private static final String NAMESPACE = "goleta-e2e";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Disks() {}

    static List<String> nodes() {
        return Kubectl.items("get nodes").stream()
                .map(node -> node.at("/metadata/name").asText())
                .sorted()
                .toList();
    }

    static void prepare() {
        Kubectl.apply("""
                {apiVersion: v1, kind: Namespace, metadata: {name: goleta-e2e}}
                ---
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: goleta-e2e},
                 provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
                ---
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: goleta-e2e-file-system},
                 provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
                """);
        for (String node : nodes()) {
            Kubectl.apply("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: hand-%1$s, namespace: goleta-e2e}
                    spec:
                      nodeName: %1$s
                      hostPID: true
                      tolerations: [{operator: Exists}]
                      terminationGracePeriodSeconds: 0
                      containers:
                      - name: main
                        image: %2$s
                        command: [/bin/sh, -c, "while :; do sleep 1; done"]
                        securityContext: {privileged: true}
                        volumeMounts: [{name: disks, mountPath: /disks}]
                      volumes: [{name: disks, hostPath: {path: /var/lib/goleta-e2e, type: DirectoryOrCreate}}]
                    """.formatted(node, Apps.IMAGE));
            Kubectl.awaitReady(NAMESPACE, "hand-" + node);
        }
    }

    /** Makes a volume on the node that no claim has taken yet. */
    static void add(String node) {
        add(node, "goleta-e2e");
    }

    private static String add(String node, String storageClass) {
        String name = "goleta-e2e-" + node + "-" + NUMBER.incrementAndGet();
        onNode(node, "rm -rf /disks/" + name + " && mkdir -p /disks/" + name);
        Kubectl.apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s, labels: {goleta-e2e: disk}}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  persistentVolumeReclaimPolicy: Retain
                  storageClassName: %3$s
                  local: {path: /var/lib/goleta-e2e/%1$s}
                  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [
                    {key: kubernetes.io/hostname, operator: In, values: [%2$s]}]}]}}
                """.formatted(name, node, storageClass));
        return name;
    }

    /**
     * Makes a volume that is a file system of its own, of so many megabytes, and so can be filled to its last block. Its storage class
     * is {@code goleta-e2e-file-system}.
     */
    static void addFileSystem(String node, int megabytes) {
        amongMountsOf(node, """
                truncate -s %2$dM %1$s.img
                mkfs.ext4 -q -F %1$s.img
                mount -o loop %1$s.img %1$s
                """.formatted("/var/lib/goleta-e2e/" + add(node, "goleta-e2e-file-system"), megabytes));
    }

    /** Runs a script with the node's own programs, where its kubelet sees what the script mounts. */
    private static void amongMountsOf(String node, String script) {
        onNode(node, """
                for comm in $(grep -lx kubelet /proc/[0-9]*/comm); do
                  kubelet=${comm%%/comm}
                  name=$(tr '\\0' '\\n' < $kubelet/cmdline | grep -A1 -x -e --hostname-override | tail -1)
                  [ -z "$name" ] || [ "$name" = %s ] || continue
                  nsenter -t ${kubelet#/proc/} -m /bin/sh -ec '%s'
                  exit
                done
                exit 1
                """.formatted(node, script));
    }

    /** Runs a script as root of a node: its processes are visible, its disks are in {@code /disks}. */
    static String onNode(String node, String script) {
        return Kubectl.exec(NAMESPACE, "hand-" + node, script);
    }

    static void remove() {
        nodes().forEach(node -> amongMountsOf(node, "umount /var/lib/goleta-e2e/* 2>/dev/null || true"));
        nodes().forEach(node -> onNode(node, "rm -rf /disks/*"));
        Kubectl.kubectl("delete pv -l goleta-e2e=disk --wait=false");
        Kubectl.kubectl("delete storageclass goleta-e2e goleta-e2e-file-system");
        Kubectl.deleteNamespace(NAMESPACE);
    }
}
