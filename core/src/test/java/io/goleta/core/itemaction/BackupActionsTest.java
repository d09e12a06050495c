package io.goleta.core.itemaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupActionsTest {
    private static final KubernetesObject CLAIM = KubernetesObject.of(Map.of(
            "apiVersion", "v1",
            "kind", "PersistentVolumeClaim",
            "metadata", Map.of("name", "data", "namespace", "shop"),
            "spec", Map.of("volumeName", "pv-1"),
            "status", Map.of("phase", "Bound")));

    @Test
    void aBoundClaimTakesItsVolumeAlong() {
        assertThat(new PvBackupAction().execute(CLAIM).additionalItems())
                .containsExactly(new ItemId(GroupResource.PERSISTENT_VOLUMES, null, "pv-1"));
    }

    @Test
    void aClaimThatIsNotBoundTakesNothingAlong() {
        assertThat(new PvBackupAction()
                        .execute(CLAIM.with("Pending", "status", "phase"))
                        .additionalItems())
                .isEmpty();
        assertThat(new PvBackupAction()
                        .execute(CLAIM.without("spec", "volumeName"))
                        .additionalItems())
                .isEmpty();
    }

    @Test
    void aPodTakesItsPriorityClassAndClaimsAlong() {
        KubernetesObject pod = KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "web", "namespace", "shop"),
                "spec",
                Map.of(
                        "priorityClassName",
                        "gold",
                        "volumes",
                        List.of(
                                Map.of("name", "tmp", "emptyDir", Map.of()),
                                Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "data"))))));

        assertThat(new PodBackupAction().execute(pod).additionalItems())
                .containsExactly(
                        new ItemId(new GroupResource("scheduling.k8s.io", "priorityclasses"), null, "gold"),
                        new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "data"));
    }

    @Test
    void aPodWithoutNeedsTakesNothingAlong() {
        KubernetesObject pod = KubernetesObject.of(
                Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", "web", "namespace", "shop")));

        assertThat(new PodBackupAction().execute(pod).additionalItems()).isEmpty();
    }
}
