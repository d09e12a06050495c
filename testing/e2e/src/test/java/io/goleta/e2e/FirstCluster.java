package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Leaves a backup for {@link SecondCluster}. Named so that only {@code e2e/run} starts the two, with another cluster in this one's
 * place in between.
 */
@ExtendWith(Installed.class)
class FirstCluster {
    static final String NAMESPACE = "e2e-moving";
    static final String SUMS = "cd /data; find . -type f | sort | xargs -I{} sha256sum '{}' | sha256sum | cut -c1-64";

    @Test
    void leavesABackupInTheBucket() {
        Apps.namespace(NAMESPACE);
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app, namespace: e2e-moving, annotations: {backup.velero.io/backup-volumes: data}}
                spec:
                  containers: [%s]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(Apps.container("main", "{name: data, mountPath: /data}")));
        awaitReady(NAMESPACE, "app");
        Files.fill(NAMESPACE, "app", "/data", 8);
        Kubectl.kubectl("-n e2e-moving create configmap witness --from-literal=sums=" + sums());

        velero("backup create moving --include-namespaces e2e-moving --wait");

        assertThat(Velero.phase("backup", "moving")).isEqualTo("Completed");
        RepositoryPassword.keep();
        Kubectl.deleteNamespace(NAMESPACE);
    }

    static String sums() {
        return Kubectl.exec(NAMESPACE, "app", SUMS).strip();
    }
}
