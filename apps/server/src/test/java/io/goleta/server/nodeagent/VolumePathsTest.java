package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.core.podvolume.HostPaths;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumePathsTest {
    @TempDir
    Path pods;

    private final Map<ItemId, KubernetesObject> cluster = new HashMap<>();

    @Test
    void findsAVolumeWithoutClaimByItsName() throws IOException {
        Path expected = folder("uid-1/volumes/kubernetes.io~empty-dir/data");
        assertThat(find(pod(Map.of("name", "data", "emptyDir", Map.of())))).isEqualTo(expected);
    }

    @Test
    void findsADirectoryOfTheNodeWhereItMayBeRead() throws IOException {
        Path expected = folder("host/srv/data").toRealPath();
        bind(Map.of(), Map.of("hostPath", Map.of("path", "/srv/data")));
        VolumePaths paths = new VolumePaths(
                pods, HostPaths.readable(List.of(Path.of("/srv")), pods.resolve("host")), new Objects());
        KubernetesObject direct = pod(Map.of("name", "data", "hostPath", Map.of("path", "/srv/data")));

        assertThat(paths.find(direct, "data")).isEqualTo(expected);
        assertThat(paths.find(claimed(), "data")).isEqualTo(expected);
        assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> find(direct))
                .withMessageContaining("may read");
    }

    @Test
    void findsAnInlineCsiVolumeBelowItsMount() throws IOException {
        Path expected = folder("uid-1/volumes/kubernetes.io~csi/data/mount");
        assertThat(find(pod(Map.of("name", "data", "csi", Map.of())))).isEqualTo(expected);
    }

    @Test
    void findsAClaimedVolumeByItsPersistentVolume() throws IOException {
        bind(Map.of(), Map.of("local", Map.of()));
        Path expected = folder("uid-1/volumes/kubernetes.io~local-volume/pv-1");
        assertThat(find(claimed())).isEqualTo(expected);
    }

    @Test
    void findsAClaimedCsiVolumeBelowItsMount() throws IOException {
        bind(Map.of(), Map.of("csi", Map.of()));
        Path expected = folder("uid-1/volumes/kubernetes.io~csi/pv-1/mount");
        assertThat(find(claimed())).isEqualTo(expected);
    }

    @Test
    void findsAVolumeThatMovedToACsiDriverBelowItsMount() throws IOException {
        for (String annotation : List.of("pv.kubernetes.io/migrated-to", "pv.kubernetes.io/provisioned-by")) {
            bind(Map.of(annotation, "ebs.csi.aws.com"), Map.of("awsElasticBlockStore", Map.of()));
            Path inTree = folder("uid-1/volumes/kubernetes.io~aws-ebs/pv-1");
            assertThat(find(claimed())).as("without that driver").isEqualTo(inTree);

            put(new GroupResource("storage.k8s.io", "csidrivers"), null, "ebs.csi.aws.com", Map.of());
            Path mount = folder("uid-1/volumes/kubernetes.io~csi/pv-1/mount");
            assertThat(find(claimed())).isEqualTo(mount);
            cluster.clear();
            Files.delete(mount);
            Files.delete(mount.getParent());
        }
    }

    @Test
    void findsAGenericEphemeralVolumeByItsClaim() throws IOException {
        bind(Map.of(), Map.of("local", Map.of()));
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "web-data", Map.of("spec", Map.of("volumeName", "pv-1")));
        Path expected = folder("uid-1/volumes/kubernetes.io~local-volume/pv-1");
        assertThat(find(pod(Map.of("name", "data", "ephemeral", Map.of())))).isEqualTo(expected);
    }

    @Test
    void findsTheFolderOfAStaticPod() throws IOException {
        Path expected = folder("hash/volumes/kubernetes.io~empty-dir/data");
        KubernetesObject pod =
                pod(Map.of("name", "data", "emptyDir", Map.of())).withAnnotation("kubernetes.io/config.mirror", "hash");
        assertThat(find(pod)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "/etc", "..", "a/b", "", " ", "\0"})
    void anAnnotationThatIsNoNameLeadsNowhere(String hash) throws IOException {
        folder("other/volumes/kubernetes.io~empty-dir/data");
        Path expected = folder("uid-1/volumes/kubernetes.io~empty-dir/data");
        KubernetesObject pod =
                pod(Map.of("name", "data", "emptyDir", Map.of())).withAnnotation("kubernetes.io/config.mirror", hash);
        assertThat(find(pod)).isEqualTo(expected);
    }

    @Test
    void anAnnotationDoesNotLeadIntoTheFolderOfAnotherPod() throws IOException {
        folder("uid-2/volumes/kubernetes.io~empty-dir/data");
        KubernetesObject pod = pod(Map.of("name", "data", "emptyDir", Map.of()));
        cluster.put(
                new ItemId(GroupResource.PODS, "shop", "victim"),
                pod.with("victim", "metadata", "name").with("uid-2", "metadata", "uid"));
        assertFails(pod.withAnnotation("kubernetes.io/config.mirror", "uid-2"))
                .isEqualTo(
                        "annotation kubernetes.io/config.mirror of pod shop/web names the folder of pod shop/victim");
    }

    @Test
    void wantsExactlyOneDirectory() throws IOException {
        assertFails(pod(Map.of("name", "data", "emptyDir", Map.of())))
                .isEqualTo("identifying unique volume path on host: expected one matching path: " + pods
                        + "/uid-1/volumes/*/data, got 0");
        folder("uid-1/volumes/kubernetes.io~empty-dir/data");
        folder("uid-1/volumes/kubernetes.io~nfs/data");
        assertFails(pod(Map.of("name", "data", "emptyDir", Map.of()))).endsWith("got 2");
    }

    @Test
    void saysWhatIsMissingOnTheWay() {
        assertFails(pod(Map.of("name", "other"))).contains("pod shop/web has no volume data");
        assertFails(claimed()).contains("persistentvolumeclaims/shop/claim does not exist");
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "claim", Map.of());
        assertFails(claimed()).contains("persistentvolumeclaims/shop/claim is not bound");
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "claim", Map.of("spec", Map.of("volumeName", "pv-1")));
        assertFails(claimed()).contains("persistentvolumes/pv-1 does not exist");
    }

    private AbstractStringAssert<?> assertFails(KubernetesObject pod) {
        GoletaException thrown = assertThatExceptionOfType(GoletaException.class)
                .isThrownBy(() -> find(pod))
                .actual();
        return assertThat(thrown.getMessage());
    }

    private Path find(KubernetesObject pod) {
        return new VolumePaths(pods, HostPaths.readable(List.of(), pods), new Objects()).find(pod, "data");
    }

    private Path folder(String path) throws IOException {
        return Files.createDirectories(pods.resolve(path));
    }

    private static KubernetesObject claimed() {
        return pod(Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "claim")));
    }

    private static KubernetesObject pod(Map<String, Object> volume) {
        return KubernetesObject.of(Map.of(
                "metadata", Map.of("name", "web", "namespace", "shop", "uid", "uid-1"),
                "spec", Map.of("volumes", List.of(volume))));
    }

    private void bind(Map<String, String> annotations, Map<String, Object> spec) {
        put(GroupResource.PERSISTENT_VOLUME_CLAIMS, "shop", "claim", Map.of("spec", Map.of("volumeName", "pv-1")));
        put(
                GroupResource.PERSISTENT_VOLUMES,
                null,
                "pv-1",
                Map.of("metadata", Map.of("name", "pv-1", "annotations", annotations), "spec", spec));
    }

    private void put(GroupResource resource, @Nullable String namespace, String name, Map<String, Object> content) {
        cluster.put(new ItemId(resource, namespace, name), KubernetesObject.of(content));
    }

    private final class Objects implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return Optional.ofNullable(cluster.get(id));
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            return cluster.entrySet().stream()
                    .filter(entry -> entry.getKey().resource().equals(resource))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
