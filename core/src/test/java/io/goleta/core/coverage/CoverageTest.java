package io.goleta.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.coverage.VolumeCoverage.State;
import io.goleta.core.kube.FakeCluster;
import io.goleta.core.podvolume.VolumeLineage;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final String MONDAY = "2026-01-05T02:00:00Z";
    private static final String TUESDAY = "2026-01-06T02:00:00Z";
    private static final String WEDNESDAY = "2026-01-07T02:00:00Z";

    private final FakeCluster cluster = new FakeCluster()
            .offer("pods", "Pod", true)
            .offer("persistentvolumeclaims", "PersistentVolumeClaim", true)
            .offer("backups.velero.io", "Backup", true)
            .offer("podvolumebackups.velero.io", "PodVolumeBackup", true);
    private final List<SkippedVolume> onRecord = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable GoletaException unreadable;

    @Test
    void aClaimIsProtectedByTheNewestBackupThatCanBeRestored() {
        backup("monday", "Completed", MONDAY);
        backup("tuesday", "PartiallyFailed", TUESDAY);
        backup("wednesday", "Failed", WEDNESDAY);
        claim("data", MONDAY);
        pod("web", MONDAY, Map.of("name", "d", "persistentVolumeClaim", Map.of("claimName", "data")));
        moved("m", "monday", "web", "d", "Completed", MONDAY, Map.of("velero.io/pvc-uid", "uid-data"));
        moved("t", "tuesday", "web", "d", "Completed", TUESDAY, Map.of("velero.io/pvc-uid", "uid-data"));
        moved("w", "wednesday", "web", "d", "Completed", WEDNESDAY, Map.of("velero.io/pvc-uid", "uid-data"));

        assertThat(coverage())
                .containsExactly(new VolumeCoverage(
                        "shop", "PersistentVolumeClaim", "data", "", State.PROTECTED, "tuesday", TUESDAY, ""));
    }

    @Test
    void saysThatTheLatestAttemptFailed() {
        backup("monday", "Completed", MONDAY);
        backup("tuesday", "PartiallyFailed", TUESDAY);
        pod("web", MONDAY, emptyDir("cache"));
        moved("m", "monday", "web", "cache", "Completed", MONDAY, Map.of());
        moved("t", "tuesday", "web", "cache", "Failed", TUESDAY, Map.of());

        VolumeCoverage cache = only();
        assertThat(cache.state()).isEqualTo(State.PROTECTED);
        assertThat(cache.backup()).isEqualTo("monday");
        assertThat(cache.reason()).isEqualTo("the latest attempt failed, in backup tuesday: message of t");
    }

    @Test
    void aVolumeThatOnlyEverFailedIsNot() {
        backup("tuesday", "PartiallyFailed", TUESDAY);
        pod("web", MONDAY, emptyDir("cache"));
        moved("t", "tuesday", "web", "cache", "Failed", TUESDAY, Map.of());

        assertThat(only())
                .isEqualTo(
                        new VolumeCoverage("shop", "Pod", "web", "cache", State.FAILED, "tuesday", "", "message of t"));
    }

    @Test
    void aVolumeIsProtectedAsItWasInThePodBeforeButNotByAnotherReplica() {
        backup("monday", "Completed", MONDAY);
        Map<String, String> lineage =
                Map.of("goleta.io/volume-lineage", VolumeLineage.label("shop", "StatefulSet/db/cache"));
        owned(pod("db-0", TUESDAY, emptyDir("cache")));
        owned(pod("db-1", MONDAY, emptyDir("cache")));
        moved("m", "monday", "db-1", "cache", "Completed", MONDAY, lineage);
        assertThat(states()).containsExactly("db-0/cache pending", "db-1/cache protected");

        moved("gone", "monday", "db-9", "cache", "Completed", MONDAY, lineage);
        assertThat(coverage().getFirst().reason()).isEqualTo("backed up from the earlier pod db-9");
    }

    @Test
    void tellsTheReasonThatTheLatestBackupOfTheNamespaceHasOnRecord() {
        backup("monday", "Completed", MONDAY);
        backup("tuesday", "Completed", TUESDAY, "bank");
        pod("web", "2026-01-01T00:00:00Z", emptyDir("cache"), emptyDir("tmp"));
        claim("data", "2026-01-01T00:00:00Z");
        pod("db", "2026-01-01T00:00:00Z", Map.of("name", "d", "persistentVolumeClaim", Map.of("claimName", "data")));
        onRecord.add(new SkippedVolume("shop", "web", "cache", "Pod/web/cache", "nobody asked", false));
        onRecord.add(new SkippedVolume("shop", "web", "tmp", "Pod/web/tmp", "its owner said no", true));
        onRecord.add(new SkippedVolume("shop", "db-old", "d", "PersistentVolumeClaim/data", "not running", false));

        assertThat(coverage())
                .containsExactly(
                        new VolumeCoverage(
                                "shop",
                                "PersistentVolumeClaim",
                                "data",
                                "",
                                State.LEFT_OUT,
                                "monday",
                                "",
                                "not running"),
                        new VolumeCoverage("shop", "Pod", "web", "cache", State.LEFT_OUT, "monday", "", "nobody asked"),
                        new VolumeCoverage(
                                "shop", "Pod", "web", "tmp", State.EXCLUDED, "monday", "", "its owner said no"));
        assertThat(asked).containsExactly("monday");
    }

    @Test
    void saysWhenTheRecordCannotBeReadOrSaysNothing() {
        backup("monday", "Completed", MONDAY);
        pod("web", "2026-01-01T00:00:00Z", emptyDir("cache"));
        assertThat(only().reason())
                .isEqualTo("not recorded by the backup; the pod is probably excluded by its filters");

        unreadable = new GoletaException(Fault.STORAGE, "the bucket is away");
        assertThat(only().reason()).isEqualTo("the results of the backup cannot be read: the bucket is away");
        assertThat(only().state()).isEqualTo(State.LEFT_OUT);
    }

    @Test
    void waitsForTheNextBackupWithWhatIsNew() {
        backup("monday", "Completed", MONDAY);
        pod("web", TUESDAY, emptyDir("cache"));
        assertThat(states()).containsExactly("web/cache pending");
    }

    @Test
    void knowsClaimsThatNobodyMountsAndThoseWhoseOwnerWantsNoBackup() {
        backup("monday", "Completed", MONDAY);
        claim("idle", TUESDAY);
        cluster.put(claim("unwanted", MONDAY).withAnnotation("backup.velero.io/backup-excluded", "true"));
        cluster.put(claim("unwelcome", MONDAY).withLabel("velero.io/exclude-from-backup", "true"));
        assertThat(states()).containsExactly("idle/ not-mounted", "unwanted/ excluded", "unwelcome/ excluded");
    }

    @Test
    void findsNamespacesWithoutAnyBackup() {
        backup("monday", "Completed", MONDAY, "bank");
        backup("running", "InProgress", TUESDAY);
        pod("web", MONDAY, emptyDir("cache"));
        assertThat(only().reason()).isEqualTo("there is no backup of namespace shop");
    }

    @Test
    void passesOverWhatHoldsNoDataAndPodsThatAreOver() {
        pod("web", MONDAY, Map.of("name", "s", "secret", Map.of()), Map.of("name", "p", "projected", Map.of()));
        KubernetesObject job = pod("job", MONDAY, emptyDir("work"));
        cluster.put(job.with("Succeeded", "status", "phase"));
        assertThat(coverage()).isEmpty();
    }

    private List<VolumeCoverage> coverage() {
        return new Coverage(cluster, "velero", backup -> {
                    asked.add(backup.name());
                    if (unreadable != null) {
                        throw unreadable;
                    }
                    return onRecord;
                })
                .of(null);
    }

    private VolumeCoverage only() {
        List<VolumeCoverage> coverage = coverage();
        assertThat(coverage).hasSize(1);
        return coverage.getFirst();
    }

    private List<String> states() {
        return coverage().stream()
                .map(one -> one.name() + "/" + one.volume() + " " + one.state().word())
                .toList();
    }

    private static Map<String, Object> emptyDir(String name) {
        return Map.of("name", name, "emptyDir", Map.of());
    }

    @SafeVarargs
    private KubernetesObject pod(String name, String created, Map<String, Object>... volumes) {
        return put("v1", "Pod", "shop", name, created, Map.of("volumes", List.of(volumes)), Map.of("phase", "Running"));
    }

    private void owned(KubernetesObject pod) {
        cluster.put(pod.with(
                List.of(Map.of("kind", "StatefulSet", "name", "db", "controller", true)),
                "metadata",
                "ownerReferences"));
    }

    private KubernetesObject claim(String name, String created) {
        return put("v1", "PersistentVolumeClaim", "shop", name, created, Map.of(), Map.of());
    }

    private void backup(String name, String phase, String start, String... namespaces) {
        Map<String, Object> spec = Map.of("includedNamespaces", List.of(namespaces), "storageLocation", "default");
        put("velero.io/v1", "Backup", "velero", name, start, spec, Map.of("phase", phase, "startTimestamp", start));
    }

    private void moved(
            String name,
            String backup,
            String pod,
            String volume,
            String phase,
            String end,
            Map<String, String> labels) {
        Map<String, Object> spec =
                Map.of("volume", volume, "pod", Map.of("namespace", "shop", "name", pod, "uid", "uid-" + pod));
        Map<String, Object> status =
                Map.of("phase", phase, "completionTimestamp", end, "message", "message of " + name);
        KubernetesObject object = put("velero.io/v1", "PodVolumeBackup", "velero", name, end, spec, status);
        cluster.put(object.with(labels, "metadata", "labels")
                .with(List.of(Map.of("kind", "Backup", "name", backup)), "metadata", "ownerReferences"));
    }

    private KubernetesObject put(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            String created,
            Map<String, Object> spec,
            Map<String, Object> status) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put(
                "metadata",
                Map.of("namespace", namespace, "name", name, "uid", "uid-" + name, "creationTimestamp", created));
        content.put("spec", spec);
        content.put("status", status);
        return cluster.put(KubernetesObject.of(content));
    }
}
