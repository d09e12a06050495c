package io.goleta.plugins.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.action.VolumeDecision.BackUp;
import io.goleta.spi.action.VolumeDecision.NotSelected;
import io.goleta.spi.action.VolumeDecision.SkippedWithWarning;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodVolumesActionTest {
    private static final Map<String, Object> NOTHING = Map.of();
    private final Map<ItemId, KubernetesObject> cluster = new HashMap<>();
    private final List<Map<String, Object>> volumes = new ArrayList<>();
    private final List<String> mounted = new ArrayList<>();
    private final Map<String, String> annotations = new HashMap<>();
    private String phase = "Running";
    private String mountedIn = "containers";

    @Test
    void leavesPodsAloneThatAskForNothingAndSaysWhichVolumesThatConcerns() {
        volume("data", "emptyDir", NOTHING);
        volume("settings", "configMap", NOTHING);
        assertThat(execute(false))
                .isEqualTo(BackupItemResult.of(pod())
                        .withVolume(new NotSelected(
                                "data",
                                "annotation backup.velero.io/backup-volumes of the pod does not list it",
                                false)));
    }

    @Test
    void backsUpTheVolumesThatThePodLists() {
        volume("data", "emptyDir", NOTHING);
        volume("logs", "nfs", Map.of("server", "files"));
        volume("cache", "emptyDir", NOTHING);
        annotations.put("backup.velero.io/backup-volumes", "data,logs,data");
        assertThat(execute(false).volumes())
                .containsExactly(
                        backUp("data"),
                        backUp("logs"),
                        new NotSelected(
                                "cache",
                                "annotation backup.velero.io/backup-volumes of the pod does not list it",
                                false));
        assertThat(execute(false).warnings()).isEmpty();
    }

    @Test
    void forgivesWhiteSpaceAndSaysSo() {
        volume("data", "emptyDir", NOTHING);
        annotations.put("backup.velero.io/backup-volumes", " data , ");
        assertThat(execute(false).volumes()).containsExactly(backUp("data"));
        assertThat(execute(false).warnings()).singleElement().asString().contains("white space around \"data\"");
    }

    @Test
    void backsUpEverythingThatHoldsDataWhenPodsOptOut() {
        volume("data", "emptyDir", NOTHING);
        volume("scratch", "emptyDir", NOTHING);
        for (String kind : List.of("hostPath", "secret", "configMap", "projected", "downwardAPI")) {
            volume("a-" + kind.toLowerCase(Locale.ROOT), kind, NOTHING);
        }
        volume("default-token-x7k2p", "secret", NOTHING);
        annotations.put("backup.velero.io/backup-volumes", "a-secret");
        annotations.put("backup.velero.io/backup-volumes-excludes", "scratch");
        assertThat(execute(true).volumes())
                .containsExactly(
                        backUp("data"),
                        new NotSelected(
                                "scratch",
                                "annotation backup.velero.io/backup-volumes-excludes of the pod lists it",
                                true),
                        new NotSelected(
                                "a-hostpath",
                                "it is a hostPath volume, and annotation backup.goleta.io/host-path-volumes of the pod"
                                        + " does not list it",
                                false));
    }

    @Test
    void backsUpAVolumeWhateverItIsCalled() {
        volume("default-token-cache", "emptyDir", NOTHING);
        assertThat(execute(true).volumes()).containsExactly(backUp("default-token-cache"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"configMap", "secret", "projected", "downwardAPI", "image"})
    void skipsAListedVolumeThatOthersFill(String kind) {
        volume("settings", kind, NOTHING);
        annotations.put("backup.velero.io/backup-volumes", "settings");
        assertThat(onlyReason(execute(false))).contains("nothing could be restored into it", "annotation");
    }

    @Test
    void skipsAListedVolumeThatADriverFills() {
        volume("vault", "csi", Map.of("driver", "secrets-store.csi.k8s.io", "readOnly", true));
        annotations.put("backup.velero.io/backup-volumes", "vault");
        assertThat(onlyReason(execute(false))).contains("nothing could be restored into it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initContainers", "ephemeralContainers"})
    void backsUpAVolumeThatOnlyOtherContainersMount(String containers) {
        volume("data", "emptyDir", NOTHING);
        mountedIn = containers;
        annotations.put("backup.velero.io/backup-volumes", "data");
        assertThat(execute(false).volumes()).containsExactly(backUp("data"));
    }

    @Test
    void forgivesWhiteSpaceInWhatIsExcludedAndSaysSo() {
        volume("scratch", "emptyDir", NOTHING);
        annotations.put("backup.velero.io/backup-volumes-excludes", "data, scratch");
        assertThat(execute(true).volumes()).singleElement().isInstanceOf(NotSelected.class);
        assertThat(execute(true).warnings()).singleElement().asString().contains("white space around \"scratch\"");
    }

    @Test
    void namesAVolumeThatThePodDoesNotHave() {
        annotations.put("backup.velero.io/backup-volumes", "dta");
        assertThat(execute(false).volumes())
                .containsExactly(new SkippedWithWarning("dta", "No volume named dta found in pod shop/web, skipping"));
    }

    @Test
    void failsThePodWhenItsClaimCannotBeRead() {
        claimed("data", "data-claim");
        annotations.put("backup.velero.io/backup-volumes", "data");
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> execute(false))
                .withMessage("error getting persistent volume claim for volume: persistentvolumeclaims \"data-claim\""
                        + " not found");
    }

    @Test
    void failsThePodWhenItsPersistentVolumeCannotBeRead() {
        claimed("data", "data-claim");
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "data-claim", Map.of("spec", Map.of("volumeName", "pv-1")));
        annotations.put("backup.velero.io/backup-volumes", "data");
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> execute(false))
                .withMessage("error checking if volume is a hostPath volume: persistentvolumes \"pv-1\" not found");
    }

    @Test
    void skipsVolumesOfPodsThatDoNotRun() {
        volume("data", "emptyDir", NOTHING);
        annotations.put("backup.velero.io/backup-volumes", "data");
        phase = "Pending";
        assertThat(onlyReason(execute(false))).contains("not running (it is Pending)");
    }

    @Test
    void skipsDirectoriesOfTheHost() {
        volume("root", "hostPath", Map.of("path", "/"));
        claimed("data", "data-claim");
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "data-claim", Map.of("spec", Map.of("volumeName", "pv-1")));
        put(GroupResource.PERSISTENT_VOLUMES, null, "pv-1", Map.of("spec", Map.of("hostPath", Map.of("path", "/mnt"))));
        annotations.put("backup.velero.io/backup-volumes", "root,data");
        assertThat(execute(false).volumes())
                .containsExactly(
                        new SkippedWithWarning(
                                "root",
                                "Volume root in pod shop/web is a hostPath volume which is not supported for restic"
                                        + " backup, skipping; annotation backup.goleta.io/host-path-volumes of the"
                                        + " pod asks for it"),
                        new SkippedWithWarning(
                                "data",
                                "Volume data in pod shop/web is a hostPath volume which is not supported for restic"
                                        + " backup, skipping; annotation backup.goleta.io/host-path-volumes of the"
                                        + " pod asks for it"));
    }

    @Test
    void backsUpDirectoriesOfTheHostThatThePodAndTheInstallationAgreeOn() {
        volume("logs", "hostPath", Map.of("path", "/srv/logs"));
        volume("etc", "hostPath", Map.of("path", "/etc"));
        volume("sly", "hostPath", Map.of("path", "/srv/../etc"));
        claimed("data", "data-claim");
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "data-claim", Map.of("spec", Map.of("volumeName", "pv-1")));
        put(
                GroupResource.PERSISTENT_VOLUMES,
                null,
                "pv-1",
                Map.of("spec", Map.of("hostPath", Map.of("path", "/srv/pv-1"))));
        annotations.put("backup.goleta.io/host-path-volumes", "logs,etc,sly,data");
        for (boolean everyVolume : List.of(false, true)) {
            List<VolumeDecision> decisions = execute(everyVolume).volumes();
            assertThat(decisions).hasSize(4).contains(backUp("logs"), backUp("data"));
            assertThat(decisions)
                    .filteredOn(SkippedWithWarning.class::isInstance)
                    .map(decision -> ((SkippedWithWarning) decision).reason())
                    .satisfiesExactlyInAnyOrder(
                            etc -> assertThat(etc)
                                    .contains("its path /etc is in no folder that the agents may read")
                                    .contains("--allow-host-path"),
                            sly -> assertThat(sly).contains("is not absolute and without \"..\""));
        }
    }

    @Test
    void skipsRawBlockVolumes() {
        claimed("disk", "disk-claim");
        put(
                GroupResource.PERSISTENT_VOLUME_CLAIMS,
                "shop",
                "disk-claim",
                Map.of("spec", Map.of("volumeMode", "Block")));
        annotations.put("backup.velero.io/backup-volumes", "disk");
        assertThat(onlyReason(execute(false))).contains("raw block volume");
    }

    @Test
    void skipsVolumesThatNoContainerMounts() {
        volume("data", "emptyDir", NOTHING);
        mounted.clear();
        annotations.put("backup.velero.io/backup-volumes", "data");
        assertThat(onlyReason(execute(false))).contains("not mounted by any container");
    }

    private BackupItemResult execute(boolean everyVolume) {
        return new PodVolumesAction(everyVolume, new Objects(), AllowedHostPaths.of("/srv:/opt/data")).execute(pod());
    }

    private static String onlyReason(BackupItemResult result) {
        assertThat(result.volumes()).hasSize(1);
        VolumeDecision decision = result.volumes().getFirst();
        assertThat(decision).isInstanceOf(SkippedWithWarning.class);
        return ((SkippedWithWarning) decision).reason();
    }

    private static BackUp backUp(String volume) {
        return new BackUp(volume, "velero.io/restic");
    }

    private void claimed(String name, String claim) {
        volume(name, "persistentVolumeClaim", Map.of("claimName", claim));
    }

    private void volume(String name, String kind, Map<String, Object> source) {
        volumes.add(Map.of("name", name, kind, source));
        mounted.add(name);
    }

    private void put(GroupResource resource, @Nullable String namespace, String name, Map<String, Object> content) {
        cluster.put(new ItemId(resource, namespace, name), KubernetesObject.of(content));
    }

    private KubernetesObject pod() {
        List<Map<String, Object>> mounts = mounted.stream()
                .map(name -> Map.<String, Object>of("name", name))
                .toList();
        return KubernetesObject.of(Map.of(
                "metadata", Map.of("name", "web", "namespace", "shop", "annotations", annotations),
                "spec", Map.of("volumes", volumes, mountedIn, List.of(Map.of("volumeMounts", mounts))),
                "status", Map.of("phase", phase)));
    }

    private final class Objects implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return Optional.ofNullable(cluster.get(id));
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            throw new UnsupportedOperationException("the action reads single objects only");
        }
    }
}
