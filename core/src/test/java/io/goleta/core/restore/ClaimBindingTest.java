package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.claim;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.podVolumeBackup;
import static io.goleta.core.restore.Samples.volume;
import static io.goleta.core.restore.Samples.withClaim;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims whose files are in the backup, and the volumes that they are bound to. */
@Timeout(60)
class ClaimBindingTest {
    private static final String CLASS = "storageClassName";
    private static final KubernetesObject POD = withClaim(pod("shop", "db"), "data", "data");
    private static final KubernetesObject FILES = podVolumeBackup(POD, "data", "data", "1a2b3c4d");
    private static final KubernetesObject VOLUME =
            volume("pv-1", "Retain", "shop", "data").with("", "spec", CLASS);
    private static final KubernetesObject CLAIM = claim("shop", "data", "pv-1").with("", "spec", CLASS);

    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
        scenario.plugin(Actions.waitForVolumes());
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void aVolumeThatWasMadeByHandComesBackToBeFilled() {
        scenario.backup(List.of(POD, CLAIM, VOLUME), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 3, null));
        assertBoundToItsVolume();
        assertThat(scenario.list("podvolumerestores.velero.io", "velero")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retain", "Delete"})
    void aVolumeOfAClassWithoutProvisionerComesBackWhateverItsReclaimPolicy(String policy) {
        scenario.create(Samples.storageClass("local", "kubernetes.io/no-provisioner"));
        KubernetesObject local = VOLUME.with("local", "spec", CLASS)
                .with(policy, "spec", "persistentVolumeReclaimPolicy")
                .withAnnotation("pv.kubernetes.io/provisioned-by", "local-volume-provisioner");
        scenario.backup(List.of(POD, CLAIM.with("local", "spec", CLASS), local), FILES);

        assertThat(restore(Map.of()).phase()).isEqualTo(Restore.Phase.Completed);
        assertBoundToItsVolume();
    }

    @Test
    void aVolumeThatIsStillThereIsFreedFromTheClaimThatIsGone() {
        scenario.create(VOLUME.with("of-a-later-claim", "spec", "claimRef", "uid"));
        scenario.backup(List.of(POD, CLAIM, VOLUME), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        assertBoundToItsVolume();
    }

    @Test
    void aVolumeThatIsNotPartOfTheRestoreIsFreedAsWell() {
        scenario.create(VOLUME);
        scenario.backup(List.of(POD, CLAIM), FILES);

        assertThat(restore(Map.of()).phase()).isEqualTo(Restore.Phase.Completed);
        assertBoundToItsVolume();
    }

    @Test
    void aVolumeInUseIsAnErrorAtOnce() {
        KubernetesObject used = scenario.create(VOLUME.with("other", "spec", "claimRef", "name"));
        scenario.backup(List.of(POD, CLAIM, VOLUME), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains("DATA MISSING: persistent volume claim data cannot be bound, because volume pv-1 belongs to"
                        + " claim shop/other");
        assertThat(scenario.get("persistentvolumes", "", "pv-1")).isEqualTo(used);
    }

    @Test
    void filesAreNotWrittenIntoTheVolumeOfTheNamespaceTheyCameFrom() {
        KubernetesObject used = scenario.create(VOLUME);
        scenario.backup(List.of(POD, CLAIM, VOLUME), FILES);

        restore(Map.of("namespaceMapping", Map.of("shop", "copy")));

        assertThat(scenario.list("persistentvolumes", "")).containsExactly(used);
        assertThat(scenario.results("r0"))
                .contains("claim data cannot be bound, because volume pv-1 in the cluster belongs to the claim in"
                        + " namespace shop, and no new one is made: its storage class is");
    }

    @Test
    void aClassThatTheClusterDoesNotHaveIsNamed() {
        KubernetesObject provisioned =
                VOLUME.with("gp2", "spec", CLASS).withAnnotation("pv.kubernetes.io/provisioned-by", "ebs.csi.aws.com");
        scenario.backup(List.of(POD, CLAIM.with("gp2", "spec", CLASS), provisioned), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.list("persistentvolumes", "")).isEmpty();
        assertThat(scenario.results("r0"))
                .contains("claim data cannot be bound, because volume pv-1 was provisioned, and no new one is made: the"
                        + " cluster has no storage class gp2")
                .contains("velero.io/change-storage-class");
    }

    @Test
    void aFreeVolumeOfTheSameClassWillDo() {
        scenario.create(VOLUME.with("pv-spare", "metadata", "name").without("spec", "claimRef"));
        scenario.backup(List.of(POD, CLAIM), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(restoredClaim().get("spec", "volumeName")).isEmpty();
    }

    @Test
    void aClassThatProvisionsIsPreferredToTheVolumeMadeByHand() {
        KubernetesObject mapping = Samples.object("v1", "ConfigMap", "velero", "classes")
                .withLabel("velero.io/plugin-config", "")
                .withLabel("velero.io/change-storage-class", "RestoreItemAction")
                .with(Map.of("manual", "standard"), "data");
        scenario.create(mapping);
        scenario.backup(List.of(POD, CLAIM.with("manual", "spec", CLASS), VOLUME.with("manual", "spec", CLASS)), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(scenario.list("persistentvolumes", "")).isEmpty();
        assertThat(restoredClaim().get("spec", "volumeName")).isEmpty();
    }

    @Test
    void whatIsLeftOfTheFormerBindingIsTakenOffAClaimThatGetsANewVolume() {
        KubernetesObject claim = CLAIM.with("standard", "spec", CLASS)
                .with(Map.of("matchLabels", Map.of("disk", "old")), "spec", "selector")
                .withAnnotation("volume.kubernetes.io/storage-provisioner", "gone.example.com")
                .withAnnotation("volume.beta.kubernetes.io/storage-provisioner", "gone.example.com")
                .withAnnotation("volume.kubernetes.io/selected-node", "node-of-old")
                .withAnnotation("example.com/note", "stays");
        scenario.create(Samples.object("v1", "Node", "", "node-of-old"));
        scenario.backup(List.of(POD, claim), FILES);

        assertThat(restore(Map.of()).phase()).isEqualTo(Restore.Phase.Completed);

        assertThat(restoredClaim().get("spec", "selector")).isEmpty();
        assertThat(restoredClaim().annotations()).containsOnlyKeys("example.com/note");
    }

    private RestoreReport restore(Map<String, ?> spec) {
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            return scenario.restore(spec);
        }
    }

    private void assertBoundToItsVolume() {
        assertThat(restoredClaim().string("spec", "volumeName")).contains("pv-1");
        assertThat(scenario.get("persistentvolumes", "", "pv-1").strings("spec", "claimRef"))
                .containsEntry("namespace", "shop")
                .containsEntry("name", "data")
                .doesNotContainKey("uid");
    }

    private KubernetesObject restoredClaim() {
        return scenario.get("persistentvolumeclaims", "shop", "data");
    }
}
