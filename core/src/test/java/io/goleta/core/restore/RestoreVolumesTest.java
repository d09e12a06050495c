package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.claim;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.podVolumeBackup;
import static io.goleta.core.restore.Samples.volume;
import static io.goleta.core.restore.Samples.withClaim;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of pod volumes. */
@Timeout(60)
class RestoreVolumesTest {
    private static final KubernetesObject POD = withClaim(pod("shop", "db"), "data", "data-db");
    private static final KubernetesObject FILES = podVolumeBackup(POD, "data", "data-db", "1a2b3c4d");
    private static final String RESTORES = "podvolumerestores.velero.io";

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
    void asksTheNodesAgentForEveryVolumeThatThePodWaitsFor() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);
        KubernetesObject restore = scenario.restoreObject("r0", Map.of("namespaceMapping", Map.of("shop", "copy")));

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.execute(restore);
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        KubernetesObject pod = scenario.get("pods", "copy", "db");
        KubernetesObject claim = scenario.get("persistentvolumeclaims", "copy", "data-db");
        assertThat(scenario.list(RESTORES, "velero")).singleElement().satisfies(request -> {
            assertThat(request.name()).startsWith("r0-");
            assertThat(request.labels())
                    .containsEntry("velero.io/restore-name", "r0")
                    .containsEntry("velero.io/restore-uid", restore.uid())
                    .containsEntry("velero.io/pod-uid", pod.uid())
                    .containsEntry("velero.io/pvc-uid", claim.uid());
            assertThat(request.maps("metadata", "ownerReferences"))
                    .singleElement()
                    .satisfies(owner -> assertThat(owner)
                            .containsEntry("kind", "Restore")
                            .containsEntry("uid", restore.uid())
                            .containsEntry("controller", true));
            assertThat(request.strings("spec"))
                    .containsEntry("volume", "data")
                    .containsEntry("snapshotID", "1a2b3c4d")
                    .containsEntry("sourceNamespace", "shop")
                    .containsEntry("backupStorageLocation", "default")
                    .containsEntry("uploaderType", "restic");
            assertThat(request.strings("spec", "pod"))
                    .containsEntry("namespace", "copy")
                    .containsEntry("name", "db")
                    .containsEntry("uid", pod.uid());
        });
        assertThat(scenario.list("resticrepositories.velero.io", "velero"))
                .singleElement()
                .satisfies(repository ->
                        assertThat(repository.string("spec", "volumeNamespace")).contains("shop"));
    }

    @Test
    void theVolumesOfAllPodsAreUnderWayAtOnce() {
        List<KubernetesObject> pods = new ArrayList<>();
        KubernetesObject[] files = new KubernetesObject[20];
        for (int i = 0; i < files.length; i++) {
            KubernetesObject pod = pod("shop", "db-" + i)
                    .with(List.of(Map.of("name", "cache", "emptyDir", Map.of())), "spec", "volumes");
            pods.add(pod);
            files[i] = podVolumeBackup(pod, "cache", "", "snapshot-" + i);
        }
        scenario.backup(pods, files);

        RestoreReport report;
        // No volume is done before all have been asked for.
        try (NodeAgent agent = NodeAgent.answering(
                scenario.cluster(),
                request -> scenario.list(RESTORES, "velero").size() == files.length
                        ? Map.of("phase", "Completed")
                        : Map.of())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 20, null));
    }

    @Test
    void aVolumeThatFailsIsAnErrorWithTheAgentsReason() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report;
        try (NodeAgent agent =
                NodeAgent.answering(scenario.cluster(), request -> Map.of("phase", "Failed", "message", "disk full"))) {
            report = scenario.restore(Map.of());
        }

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains("\"shop\":[\"Volume data of pod db: pod volume restore failed: disk full\"]");
    }

    @Test
    void whatTheAgentRemarksOfAVolumeIsAWarning() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.answering(
                scenario.cluster(), request -> Map.of("phase", "Completed", "message", "owners could not be set"))) {
            report = scenario.restore(Map.of());
        }

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains("\"shop\":[\"Volume data of pod db is restored, but owners could not be set\"]");
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        scenario.volumeTimeout(Duration.ofMillis(300));
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.answering(scenario.cluster(), request -> Map.of())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0")).contains("timed out waiting for all PodVolumeRestores to complete");
    }

    @Test
    void doesNotWaitLongerForARepositoryEither() {
        scenario.volumeTimeout(Duration.ofMillis(300));
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 2, null));
        assertThat(scenario.results("r0"))
                .contains("Volumes [data] of pod db are not restored: timed out waiting for their repository");
    }

    @Test
    void podsThatExistKeepTheirFiles() {
        scenario.create(Samples.namespace("shop"));
        scenario.create(pod("shop", "db"));
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        scenario.restore(Map.of());

        assertThat(scenario.list(RESTORES, "velero")).isEmpty();
        assertThat(scenario.results("r0"))
                .contains("no pod that mounts it was created by this restore")
                .contains("Pod \\\"db\\\" already exists");
    }

    @Test
    void filesThatNoPluginTakesCareOfAreAnError() {
        scenario.withoutPlugins();
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains("DATA MISSING: volumes [data] of pod db are in the backup but not restored");
    }

    @Test
    void nothingIsRestoredIntoADirectoryOfANodeThatIsNotWritableAndThatIsAnError() {
        scenario.environment(Map.of("GOLETA_HOST_PATHS", "/srv"));
        backUpADirectoryOfANode();

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains("DATA MISSING: volume logs of pod logger is not restored: the hostPath /srv/logs is in no"
                        + " folder that the agents may write")
                .contains("--allow-host-path FOLDER:rw");
        assertThat(scenario.list(RESTORES, "velero")).isEmpty();
        assertThat(scenario.list("pods", "shop")).hasSize(1);
    }

    @Test
    void aVolumeWithoutClaimWhoseBackupFailedIsAnErrorToo() {
        KubernetesObject pod =
                pod("shop", "web").with(List.of(Map.of("name", "cache", "emptyDir", Map.of())), "spec", "volumes");
        KubernetesObject failed = podVolumeBackup(pod, "cache", "", "")
                .with("Failed", "status", "phase")
                .with("permission denied", "status", "message");
        scenario.backup(List.of(pod), failed);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0"))
                .contains(
                        "DATA MISSING: volume cache of pod web is not restored: backing up its files failed: permission"
                                + " denied");
    }

    @Test
    void filesOfAnIncompleteBackupAreRestoredWithAWarning() {
        KubernetesObject incomplete =
                FILES.with("Failed", "status", "phase").with("/data/x: i/o error", "status", "message");
        scenario.backup(List.of(POD, claim("shop", "data-db", "pv-1")), incomplete);

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 2, null));
        assertThat(scenario.list(RESTORES, "velero")).hasSize(1);
        assertThat(scenario.results("r0")).contains("without files that could not be backed up: /data/x: i/o error");
    }

    @Test
    void nothingIsRestoredIntoAVolumeThatTheKubeletFills() {
        KubernetesObject pod = pod("shop", "web")
                .with(List.of(Map.of("name", "config", "configMap", Map.of("name", "web"))), "spec", "volumes");
        scenario.backup(List.of(pod), podVolumeBackup(pod, "config", "", "1a2b3c4d"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        assertThat(scenario.list(RESTORES, "velero")).isEmpty();
    }

    @Test
    void aDirectoryOfANodeThatIsWritableIsRestoredByItsAgent() {
        scenario.environment(Map.of("GOLETA_HOST_PATHS", "/opt:/srv", "GOLETA_WRITABLE_HOST_PATHS", "/srv"));
        backUpADirectoryOfANode();

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(report.errors()).isZero();
        assertThat(scenario.list(RESTORES, "velero"))
                .singleElement()
                .satisfies(request -> assertThat(request.strings("spec"))
                        .containsEntry("volume", "logs")
                        .containsEntry("snapshotID", "1a2b3c4d"));
    }

    private void backUpADirectoryOfANode() {
        KubernetesObject pod = pod("shop", "logger")
                .with(List.of(Map.of("name", "logs", "hostPath", Map.of("path", "/srv/logs"))), "spec", "volumes");
        KubernetesObject files =
                podVolumeBackup(pod, "logs", "none", "1a2b3c4d").without("metadata", "annotations");
        scenario.backup(List.of(pod), files.withAnnotation("goleta.io/host-path", "/srv/logs"));
    }

    @Test
    void aPluginCannotMakeAPodWaitForWhatTheBackupDoesNotHave() {
        scenario.withoutPlugins();
        scenario.plugin(Actions.action(
                "test/eager", ItemSelector.resources("pods"), result -> result.withVolumes(List.of("data", "logs"))));
        scenario.backup(List.of(POD), FILES);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.errors()).isEqualTo(1);
        assertThat(scenario.find("pods", "shop", "db")).isEmpty();
        assertThat(scenario.results("r0")).contains("error preparing pods/shop/db: ");
    }

    @Test
    void filesOfAnotherDataMoverGoBackThroughIt() {
        scenario.dataMovers("velero.io/restic", "example.com/copy");
        scenario.backup(
                List.of(POD, claim("shop", "data-db", "pv-1")), FILES.with("example.com/copy", "spec", "uploaderType"));

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(scenario.list(RESTORES, "velero"))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.string("spec", "uploaderType")).contains("example.com/copy"));
        assertThat(scenario.list("resticrepositories.velero.io", "velero"))
                .singleElement()
                .satisfies(repository ->
                        assertThat(repository.labels()).isEqualTo(Map.of("example.com/copy", "DataMover")));
    }

    @Test
    void filesOfADataMoverThatIsNotThereAreAnError() {
        scenario.backup(
                List.of(POD, claim("shop", "data-db", "pv-1")), FILES.with("example.com/copy", "spec", "uploaderType"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0")).contains("was backed up with example.com/copy, which cannot be read here");
    }

    @Test
    void filesWrittenByKopiaAreAnErrorNotASurprise() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "pv-1")), FILES.with("kopia", "spec", "uploaderType"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(scenario.results("r0")).contains("was backed up with kopia, which cannot be read here");
    }

    @Test
    void withoutClaimsInTheRestoreNothingIsWrittenIntoThem() {
        scenario.create(Samples.namespace("shop"));
        scenario.create(claim("shop", "data-db", ""));
        scenario.backup(List.of(POD, claim("shop", "data-db", "")), FILES);

        RestoreReport report = scenario.restore(Map.of("includedResources", List.of("pods")));

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 1, null));
        assertThat(scenario.list(RESTORES, "velero")).isEmpty();
        assertThat(scenario.results("r0"))
                .contains("The restore leaves out persistentvolumeclaims and persistentvolumes, so the files of these"
                        + " persistent volume claims are not restored: shop/data-db");
    }

    @Test
    void withoutVolumesInTheRestoreNothingIsWrittenIntoClaimsEither() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "pv-1")), FILES);

        RestoreReport report = scenario.restore(Map.of("excludedResources", List.of("persistentvolumes")));

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 2, null));
        assertThat(scenario.list(RESTORES, "velero")).isEmpty();
        assertThat(scenario.results("r0")).contains("The restore leaves out persistentvolumes, so the files of these");
    }

    @Test
    void aClaimWithFilesGetsANewVolume() {
        scenario.backup(
                List.of(POD, claim("shop", "data-db", "pv-1"), volume("pv-1", "Retain", "shop", "data-db")), FILES);

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            report = scenario.restore(Map.of());
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(scenario.find("persistentvolumes", "", "pv-1")).isEmpty();
        KubernetesObject claim = scenario.get("persistentvolumeclaims", "shop", "data-db");
        assertThat(claim.get("spec", "volumeName")).isEmpty();
        assertThat(claim.annotations()).doesNotContainKey("pv.kubernetes.io/bind-completed");
    }

    @Test
    void aClaimWithFilesIsNoLongerACloneOfAnotherVolume() {
        Map<String, String> snapshot =
                Map.of("apiGroup", "snapshot.storage.k8s.io", "kind", "VolumeSnapshot", "name", "gone");
        scenario.backup(List.of(POD, claim("shop", "data-db", "pv-1").with(snapshot, "spec", "dataSource")), FILES);

        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            scenario.restore(Map.of());
        }

        assertThat(scenario.get("persistentvolumeclaims", "shop", "data-db").get("spec", "dataSource"))
                .isEmpty();
    }

    @Test
    void aClaimWithoutItsPodIsEmptyAndThatIsAnError() {
        scenario.backup(List.of(POD, claim("shop", "data-db", "pv-1")), FILES);

        RestoreReport report = scenario.restore(Map.of("excludedResources", List.of("pods")));

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
        assertThat(scenario.results("r0"))
                .contains("DATA MISSING: persistent volume claim data-db has a new and empty volume");
    }
}
