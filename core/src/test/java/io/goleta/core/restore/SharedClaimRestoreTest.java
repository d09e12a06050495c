package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.claim;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.podVolumeBackup;
import static io.goleta.core.restore.Samples.withClaim;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of a claim belong to the claim, not to the pod that they were read through. */
@Timeout(60)
class SharedClaimRestoreTest {
    private static final KubernetesObject READER = withClaim(pod("shop", "a"), "files", "shared");
    private static final KubernetesObject OTHER = withClaim(pod("shop", "b"), "uploads", "shared");
    private static final KubernetesObject CLAIM = claim("shop", "shared", "pv-1");
    private static final KubernetesObject FILES = podVolumeBackup(READER, "files", "shared", "1a2b3c4d");
    private static final String RESTORES = "podvolumerestores.velero.io";

    private Scenario scenario;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
        scenario.plugin(Actions.waitForVolumes(
                (pod, volume, isShared) -> waiting.add(pod + "/" + volume + (isShared ? " shared" : ""))));
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void everyPodThatMountsTheClaimWaitsAndTheFilesAreRestoredOnce() {
        scenario.backup(List.of(READER, OTHER, CLAIM), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 3, null));
        assertThat(waiting).containsExactlyInAnyOrder("a/files shared", "b/uploads shared");
        assertThat(scenario.list(RESTORES, "velero")).hasSize(1);
    }

    @Test
    void anyPodThatMountsTheClaimWillDo() {
        scenario.backup(List.of(OTHER, CLAIM), FILES);

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(waiting).containsExactly("b/uploads");
        assertThat(scenario.list(RESTORES, "velero"))
                .singleElement()
                .satisfies(request -> assertThat(request.strings("spec"))
                        .containsEntry("volume", "uploads")
                        .containsEntry("snapshotID", "1a2b3c4d"));
    }

    @Test
    void anotherPodTakesThePlaceOfOneThroughWhichItFailed() {
        scenario.backup(List.of(READER, OTHER, CLAIM), FILES);
        AtomicReference<String> first = new AtomicReference<>();

        RestoreReport report;
        try (NodeAgent agent = NodeAgent.answering(scenario.cluster(), request -> {
            String pod = request.string("spec", "pod", "name").orElseThrow();
            first.compareAndSet(null, pod);
            return pod.equals(first.get())
                    ? Map.of("phase", "Failed", "message", "the node went away")
                    : Map.of("phase", "Completed");
        })) {
            report = scenario.restore(Map.of());
        }

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 3, null));
        assertThat(scenario.results("r0"))
                .contains("the node went away; the files of its claim are restored through pod");
        assertThat(scenario.list(RESTORES, "velero")).hasSize(1);
    }

    @Test
    void aPodThatMountsTheClaimReadOnlyIsNotWrittenThrough() {
        Map<String, Object> readOnly = Map.of("claimName", "shared", "readOnly", true);
        KubernetesObject reader =
                READER.with(List.of(Map.of("name", "files", "persistentVolumeClaim", readOnly)), "spec", "volumes");
        scenario.backup(List.of(reader, OTHER, CLAIM), FILES);

        assertThat(restore(Map.of()).phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(scenario.list(RESTORES, "velero"))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.string("spec", "pod", "name")).contains("b"));
    }

    @Test
    void oneClaimUnderTwoNamesInOnePodIsRestoredOnce() {
        KubernetesObject twice = READER.with(
                List.of(
                        Map.of("name", "files", "persistentVolumeClaim", Map.of("claimName", "shared")),
                        Map.of("name", "again", "persistentVolumeClaim", Map.of("claimName", "shared"))),
                "spec",
                "volumes");
        scenario.backup(List.of(twice, CLAIM), FILES);

        assertThat(restore(Map.of()).phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(waiting).containsExactly("a/files", "a/again");
        assertThat(scenario.list(RESTORES, "velero")).hasSize(1);
    }

    @Test
    void aRestoreThatIsExecutedAgainDoesNotRestoreThroughAnotherPodOnceMore() {
        scenario.backup(List.of(READER, OTHER, CLAIM), FILES);
        KubernetesObject restore = scenario.restoreObject("r0", Map.of());
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            scenario.execute(restore);
            String first = scenario.list(RESTORES, "velero").getFirst().name();

            for (int i = 0; i < 5; i++) {
                scenario.execute(restore);
            }

            assertThat(scenario.list(RESTORES, "velero"))
                    .extracting(KubernetesObject::name)
                    .containsExactly(first);
        }
    }

    @Test
    void theClaimOfAnEphemeralVolumeHasFilesToo() {
        KubernetesObject pod = pod("shop", "job-1")
                .with(
                        List.of(Map.of("name", "scratch", "ephemeral", Map.of("volumeClaimTemplate", Map.of()))),
                        "spec",
                        "volumes");
        KubernetesObject claim = claim("shop", "job-1-scratch", "pv-1");
        scenario.backup(List.of(pod, claim), podVolumeBackup(pod, "scratch", "job-1-scratch", "1a2b3c4d"));

        RestoreReport report = restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 2, null));
        assertThat(waiting).containsExactly("job-1/scratch");
    }

    @Test
    void aBackupThatDoesNotNameTheClaimIsUnderstoodThroughItsPod() {
        scenario.backup(List.of(READER, OTHER, CLAIM), FILES.without("metadata", "annotations"));

        restore(Map.of());

        assertThat(waiting).containsExactlyInAnyOrder("a/files shared", "b/uploads shared");
    }

    private RestoreReport restore(Map<String, ?> spec) {
        try (NodeAgent agent = NodeAgent.completing(scenario.cluster())) {
            return scenario.restore(spec);
        }
    }
}
