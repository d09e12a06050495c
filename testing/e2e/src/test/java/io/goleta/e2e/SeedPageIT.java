package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Kubectl.kubectl;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Velero's page "Restic Integration" from "Back up" to "Troubleshooting", with its commands as they are printed there. */
@ExtendWith(Installed.class)
class SeedPageIT {
    private static final String SAMPLE = """
            apiVersion: v1
            kind: Pod
            metadata: {name: sample, namespace: foo}
            spec:
              containers:
              - %s
              volumes:
              - name: pvc-volume
                persistentVolumeClaim: {claimName: test-volume-claim}
              - name: emptydir-volume
                emptyDir: {}
            """.formatted(Apps.container(
            "test-webserver",
            "{name: pvc-volume, mountPath: /volume-1}, {name: emptydir-volume, mountPath: /volume-2}"));

    @AfterEach
    void clean() {
        Kubectl.deleteNamespace("foo");
    }

    @Test
    void thePageWorksFromBackUpToTroubleshooting() {
        Disks.nodes().forEach(Disks::add);
        Apps.namespace("foo");
        Apps.claim("foo", "test-volume-claim");
        Kubectl.apply(SAMPLE);
        awaitReady("foo", "sample");
        Files.fill("foo", "sample", "/volume-1", 16);
        Files.fill("foo", "sample", "/volume-2", 48);
        String claimed = Files.print("foo", "sample", "/volume-1");
        String empty = Files.print("foo", "sample", "/volume-2");

        kubectl("-n foo annotate pod/sample backup.velero.io/backup-volumes=pvc-volume,emptydir-volume");
        velero("backup create sample --include-namespaces foo --wait");

        assertThat(velero("backup describe sample"))
                .containsPattern("Phase:\\s+Completed")
                .contains("Restic Backups (specify --details for more information)")
                .containsPattern("Completed:\\s+2");
        assertThat(velero("backup describe sample --details")).contains("foo/sample: emptydir-volume, pvc-volume");
        assertThat(kubectl("-n velero get podvolumebackups -l velero.io/backup-name=sample -o yaml"))
                .contains("phase: Completed", "snapshotID:", "volume: pvc-volume", "volume: emptydir-volume");

        Kubectl.deleteNamespace("foo");
        Disks.nodes().forEach(Disks::add);
        velero("restore create again --from-backup sample --wait");
        awaitReady("foo", "sample");

        assertThat(velero("restore describe again"))
                .containsPattern("Phase:\\s+Completed")
                .containsPattern("Completed:\\s+2");
        assertThat(kubectl("-n velero get podvolumerestores -l velero.io/restore-name=again -o yaml"))
                .contains("phase: Completed", "volume: pvc-volume", "volume: emptydir-volume");
        thePodWaitedForItsFiles();
        assertThat(Files.print("foo", "sample", "/volume-1")).isEqualTo(claimed);
        assertThat(Files.print("foo", "sample", "/volume-2")).isEqualTo(empty);
        troubleshooting();
    }

    private static void thePodWaitedForItsFiles() {
        JsonNode status = Kubectl.json("-n foo get pod sample").path("status");
        JsonNode helper = status.at("/initContainerStatuses/0/state/terminated");
        assertThat(helper.path("reason").asText()).isEqualTo("Completed");
        List<Instant> restored = Velero.volumeRestores("again").stream()
                .map(restore ->
                        Instant.parse(restore.at("/status/completionTimestamp").asText()))
                .toList();
        Instant started = Instant.parse(
                status.at("/containerStatuses/0/state/running/startedAt").asText());
        assertThat(restored).hasSize(2).allSatisfy(moment -> assertThat(moment).isBeforeOrEqualTo(started));
    }

    private static void troubleshooting() {
        assertThat(kubectl("get pods -n velero")).contains("Running").doesNotContain("0/1");

        String repositories = velero("restic repo get");
        assertThat(repositories).contains("foo", "Ready");
        String repository = kubectl("-n velero get resticrepositories -l velero.io/volume-namespace=foo -o name")
                .strip();
        String name = repository.substring(repository.indexOf('/') + 1);
        assertThat(velero("restic repo get " + name + " -o yaml")).contains("volumeNamespace: foo", "phase: Ready");

        assertThat(velero("backup logs sample")).contains("Volume pvc-volume of pod sample is backed up");
        assertThat(velero("restore logs again")).contains("sample", "level=info");

        assertThat(kubectl("-n velero logs deploy/velero")).contains("sample");
        JsonNode pod = Kubectl.json("-n foo get pod sample");
        String node = pod.at("/spec/nodeName").asText();
        String agent = kubectl("-n velero get pods -l name=restic --field-selector spec.nodeName=" + node + " -o name");
        assertThat(kubectl("-n velero logs " + agent)).contains("restore of a volume Completed");
    }
}
