package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.claim;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.podVolumeBackup;
import static io.goleta.core.restore.Samples.volume;
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

/** Persistent volumes and claims whose files are not in the backup; the others are in {@link RestoreVolumesTest}. */
@Timeout(60)
class PersistentVolumesTest {
    private static final Map<String, ?> MOVED = Map.of("namespaceMapping", Map.of("shop", "copy"));
    private static final KubernetesObject RETAINED = volume("pv-1", "Retain", "shop", "data");
    private static final KubernetesObject CLAIM = claim("shop", "data", "pv-1");

    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void aRetainedVolumeIsRestoredAndItsClaimBindsToItAgain() {
        scenario.backup(List.of(RETAINED, CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        KubernetesObject volume = scenario.get("persistentvolumes", "", "pv-1");
        assertThat(volume.strings("spec", "claimRef"))
                .containsEntry("namespace", "shop")
                .containsEntry("name", "data")
                .doesNotContainKeys("uid", "resourceVersion");
        assertThat(restoredClaim("shop").string("spec", "volumeName")).contains("pv-1");
        assertThat(restoredClaim("shop").annotations()).doesNotContainKey("pv.kubernetes.io/bind-completed");
    }

    @Test
    void theClaimBringsItsVolumeAlong() {
        scenario.backup(List.of(RETAINED, CLAIM));

        scenario.restore(Map.of("includedNamespaces", List.of("shop")));

        scenario.get("persistentvolumes", "", "pv-1");
    }

    @Test
    void aVolumeOfPolicyDeleteIsProvisionedAnewAndThatIsAnError() {
        scenario.backup(List.of(volume("pv-1", "Delete", "shop", "data"), CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
        assertThat(scenario.find("persistentvolumes", "", "pv-1")).isEmpty();
        assertThat(restoredClaim("shop").get("spec", "volumeName")).isEmpty();
        assertThat(scenario.results("r0"))
                .contains(
                        "DATA MISSING: persistent volume claim data gets a new and empty volume, because the backup holds"
                                + " no files of it, and volume pv-1 is of reclaim policy Delete");
    }

    @Test
    void aFailedBackupOfItsFilesIsAnErrorWithItsReason() {
        KubernetesObject failed = podVolumeBackup(pod("shop", "db"), "data", "data", "")
                .with("Failed", "status", "phase")
                .with("repository is locked", "status", "message");
        scenario.backup(List.of(volume("pv-1", "Delete", "shop", "data"), CLAIM), failed);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
        assertThat(scenario.results("r0"))
                .contains("gets a new and empty volume, because backing up its files failed: repository is locked");
    }

    @Test
    void aRetainedVolumeIsKeptWhenTheBackupOfItsFilesFailedAndThatIsAnError() {
        KubernetesObject failed =
                podVolumeBackup(pod("shop", "db"), "data", "data", "").with("Failed", "status", "phase");
        scenario.backup(List.of(RETAINED, CLAIM), failed);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.errors()).isEqualTo(1);
        assertThat(restoredClaim("shop").string("spec", "volumeName")).contains("pv-1");
        assertThat(scenario.results("r0"))
                .contains(
                        "DATA MISSING: persistent volume claim data is bound to volume pv-1 with what that holds now");
    }

    @Test
    void dataInASnapshotOfVeleroIsAnErrorThatNamesTheSnapshot() {
        scenario.backup(List.of(volume("pv-1", "Delete", "shop", "data"), CLAIM));
        scenario.sideFile(
                "volumesnapshots",
                List.of(Map.of(
                        "spec", Map.of("persistentVolumeName", "pv-1"),
                        "status", Map.of("providerSnapshotID", "snap-0815"))));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains(
                        "DATA MISSING: persistent volume claim data gets a new and empty volume, because its data is in"
                                + " the native snapshot snap-0815");
    }

    @Test
    void dataInASnapshotOfACsiDriverIsAnErrorEvenWhereTheVolumeIsKept() {
        scenario.backup(List.of(RETAINED, CLAIM));
        scenario.sideFile(
                "csi-volumesnapshots",
                List.of(Map.of(
                        "metadata", Map.of("namespace", "shop", "name", "velero-data-x7k2p"),
                        "spec", Map.of("source", Map.of("persistentVolumeClaimName", "data")))));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0")).contains("its data is in the CSI VolumeSnapshot velero-data-x7k2p");
    }

    @Test
    void aVolumeThatWasEmptyMissesNothing() {
        scenario.backup(
                List.of(volume("pv-1", "Delete", "shop", "data"), CLAIM),
                podVolumeBackup(pod("shop", "db"), "data", "data", ""));

        assertThat(scenario.restore(Map.of()).warnings()).isZero();
        assertThat(restoredClaim("shop").get("spec", "volumeName")).isEmpty();
    }

    @Test
    void aClaimWhoseVolumeIsNowhereGetsANewOne() {
        scenario.backup(List.of(CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.errors()).isEqualTo(1);
        assertThat(restoredClaim("shop").get("spec", "volumeName")).isEmpty();
        assertThat(scenario.results("r0")).contains("its volume pv-1 is neither restored nor in the cluster");
    }

    @Test
    void aClaimWhoseVolumeIsOnlyInTheClusterKeepsIt() {
        scenario.create(RETAINED.with(CLAIM.uid(), "spec", "claimRef", "uid"));
        scenario.backup(List.of(CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        assertThat(restoredClaim("shop").string("spec", "volumeName")).contains("pv-1");
        assertThat(scenario.get("persistentvolumes", "", "pv-1").strings("spec", "claimRef"))
                .as("its claim is gone, and it would wait for that one")
                .doesNotContainKey("uid");
    }

    @Test
    void inAnotherNamespaceTheVolumeIsClonedUnderAnotherName() {
        scenario.create(RETAINED);
        scenario.backup(List.of(RETAINED, CLAIM));

        RestoreReport report = scenario.restore(MOVED);

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        String name = restoredClaim("copy").string("spec", "volumeName").orElseThrow();
        assertThat(name).startsWith("velero-clone-");
        KubernetesObject clone = scenario.get("persistentvolumes", "", name);
        assertThat(clone.annotations()).containsEntry("velero.io/original-pv-name", "pv-1");
        assertThat(clone.string("spec", "claimRef", "namespace")).contains("copy");
    }

    @Test
    void aVolumeThatIsInUseIsNotSharedWithAnotherNamespace() {
        inPhase(scenario.create(RETAINED), "Bound");
        scenario.backup(List.of(RETAINED, CLAIM));

        RestoreReport report = scenario.restore(MOVED);

        assertThat(report.errors()).isEqualTo(1);
        assertThat(restoredClaim("copy").get("spec", "volumeName")).isEmpty();
        assertThat(scenario.list("persistentvolumes", "")).hasSize(1);
        assertThat(scenario.results("r0")).contains("volume pv-1 is in use by the claim in namespace shop");
    }

    @Test
    void aVolumeThatTheClusterDoesNotHaveKeepsItsNameInAnotherNamespace() {
        scenario.backup(List.of(RETAINED, CLAIM));

        scenario.restore(MOVED);

        assertThat(scenario.get("persistentvolumes", "", "pv-1").string("spec", "claimRef", "namespace"))
                .contains("copy");
        assertThat(restoredClaim("copy").string("spec", "volumeName")).contains("pv-1");
    }

    @Test
    void aVolumeThatTheDeletedClaimReleasedWaitsForTheRestoredOne() {
        KubernetesObject released = released(scenario.create(RETAINED));
        scenario.backup(List.of(released.with("Bound", "status", "phase"), CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(scenario.get("persistentvolumes", "", "pv-1").strings("spec", "claimRef"))
                .containsEntry("name", "data")
                .doesNotContainKey("uid");
    }

    @Test
    void aReleasedVolumeOfTheSameNameButAnotherOriginIsNotTouched() {
        KubernetesObject released = released(scenario.create(RETAINED));
        scenario.backup(List.of(RETAINED, CLAIM));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(scenario.get("persistentvolumes", "", "pv-1")).isEqualTo(released);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains("claim data cannot be bound, because volume pv-1 was released by another claim of that name");
    }

    @Test
    void whatIsSaidAboutAClaimThatExistsIsOnlyThatItExists() {
        scenario.create(Samples.namespace("shop"));
        KubernetesObject inCluster = scenario.create(CLAIM.with("pv-of-new", "spec", "volumeName"));
        scenario.backup(List.of(
                volume("pv-1", "Delete", "shop", "data"),
                inCluster.with("pv-1", "spec", "volumeName").with("Bound", "status", "phase")));

        assertThat(scenario.restore(Map.of()).warnings()).isZero();
    }

    private KubernetesObject released(KubernetesObject volume) {
        return inPhase(volume, "Released");
    }

    private KubernetesObject inPhase(KubernetesObject volume, String phase) {
        return scenario.cluster()
                .updateStatus(scenario.resource("persistentvolumes"), volume.with(phase, "status", "phase"));
    }

    private KubernetesObject restoredClaim(String namespace) {
        return scenario.get("persistentvolumeclaims", namespace, "data");
    }
}
