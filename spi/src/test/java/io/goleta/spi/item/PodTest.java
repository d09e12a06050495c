package io.goleta.spi.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodTest {
    private static final Map<String, Object> NOTHING = Map.of();

    @Test
    void namesTheClaimOfAVolume() {
        PodVolume data = volume("data", "persistentVolumeClaim", Map.of("claimName", "orders"));

        assertThat(data.claimName()).contains("orders");
        assertThat(data.isEphemeral()).isFalse();
        assertThat(data.holdsFiles()).isTrue();
    }

    @Test
    void namesTheClaimOfAGenericEphemeralVolumeAfterPodAndVolume() {
        PodVolume scratch = volume("scratch", "ephemeral", Map.of("volumeClaimTemplate", NOTHING));

        assertThat(scratch.claimName()).contains("web-0-scratch");
        assertThat(scratch.isEphemeral()).isTrue();
        assertThat(scratch.holdsFiles()).isTrue();
    }

    @Test
    void hasNoClaimForOtherKinds() {
        assertThat(volume("cache", "emptyDir", NOTHING).claimName()).isEmpty();
        assertThat(volume("logs", "hostPath", Map.of("path", "/var/log")).claimName())
                .isEmpty();
    }

    @Test
    void knowsTheDirectoryOfTheNode() {
        assertThat(volume("logs", "hostPath", Map.of("path", "/var/log")).hostPath())
                .contains("/var/log");
        assertThat(volume("cache", "emptyDir", NOTHING).hostPath()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"configMap", "secret", "projected", "downwardAPI", "image"})
    void holdsNoFilesWhereTheKubeletFillsIt(String kind) {
        assertThat(volume("v", kind, NOTHING).isFilledByOthers()).isTrue();
        assertThat(volume("v", kind, NOTHING).holdsFiles()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"emptyDir", "hostPath", "nfs", "persistentVolumeClaim", "ephemeral", "csi"})
    void holdsFilesWhereThePodMayWrite(String kind) {
        assertThat(volume("v", kind, NOTHING).isFilledByOthers()).isFalse();
        assertThat(volume("v", kind, NOTHING).holdsFiles()).isTrue();
    }

    @Test
    void holdsNoFilesOfItsOwnInAReadOnlyVolumeOfADriver() {
        PodVolume secrets = volume("vault", "csi", Map.of("driver", "secrets-store.csi.k8s.io", "readOnly", true));

        assertThat(secrets.isFilledByOthers()).isTrue();
        assertThat(secrets.holdsFiles()).isFalse();
    }

    @Test
    void holdsFilesWhateverItIsCalled() {
        assertThat(volume("default-token-cache", "emptyDir", NOTHING).holdsFiles())
                .isTrue();
        assertThat(volume("default-token-x7k2p", "secret", NOTHING).holdsFiles())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"persistentVolumeClaim", "nfs", "iscsi", "csi"})
    void isReadOnlyWhereThePodAsksForThat(String kind) {
        assertThat(volume("data", kind, Map.of("readOnly", true)).isReadOnly()).isTrue();
        assertThat(volume("data", kind, Map.of("readOnly", false)).isReadOnly()).isFalse();
        assertThat(volume("data", kind, NOTHING).isReadOnly()).isFalse();
    }

    @Test
    void findsTheContainersThatMountIt() {
        Map<String, Object> mount = Map.of("volumeMounts", List.of(Map.of("name", "data", "mountPath", "/data")));
        KubernetesObject pod = pod(Map.of("name", "data", "emptyDir", NOTHING))
                .with(List.of(with(mount, "prepare"), Map.of("name", "other")), "spec", "initContainers")
                .with(List.of(Map.of("name", "main"), with(mount, "sidecar")), "spec", "containers")
                .with(List.of(with(mount, "debugger")), "spec", "ephemeralContainers");

        assertThat(new Pod(pod).volume("data").orElseThrow().mountedBy())
                .containsExactly("prepare", "sidecar", "debugger");
    }

    @Test
    void isMountedByNobodyWithoutAContainerThatSaysSo() {
        assertThat(volume("data", "emptyDir", NOTHING).mountedBy()).isEmpty();
    }

    @Test
    void listsVolumesInTheirOrder() {
        Pod pod = new Pod(pod(Map.of("name", "b", "emptyDir", NOTHING), Map.of("name", "a", "emptyDir", NOTHING)));

        assertThat(pod.volumes()).extracting(PodVolume::name).containsExactly("b", "a");
        assertThat(pod.volume("c")).isEmpty();
        assertThat(new Pod(KubernetesObject.of(NOTHING)).volumes()).isEmpty();
    }

    private static Map<String, Object> with(Map<String, Object> mount, String name) {
        return Map.of("name", name, "volumeMounts", mount.get("volumeMounts"));
    }

    private static PodVolume volume(String name, String kind, Map<String, ?> source) {
        return new Pod(pod(Map.of("name", name, kind, source))).volume(name).orElseThrow();
    }

    @SafeVarargs
    private static KubernetesObject pod(Map<String, ?>... volumes) {
        return KubernetesObject.of(Map.of(
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "web-0", "namespace", "shop"),
                "spec",
                Map.of("volumes", List.of(volumes))));
    }
}
