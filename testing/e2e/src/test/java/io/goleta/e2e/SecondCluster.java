package io.goleta.e2e;

import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fresh cluster that shares nothing with {@link FirstCluster} but the bucket. */
@ExtendWith(Installed.class)
class SecondCluster {
    @Test
    void findsAndRestoresTheBackupOfTheFirst() {
        Kubectl.awaitField("-n velero backup/moving", ".status.phase", "Completed");

        velero("restore create moved --from-backup moving --wait");
        Kubectl.awaitReady(FirstCluster.NAMESPACE, "app");

        assertThat(Velero.phase("restore", "moved")).isEqualTo("Completed");
        assertThat(Kubectl.kubectl("-n e2e-moving get configmap witness -o jsonpath={.data.sums}"))
                .isEqualTo(FirstCluster.sums());
        Kubectl.deleteNamespace(FirstCluster.NAMESPACE);
    }
}
