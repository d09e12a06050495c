package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VolumeLineageTest {
    private static final GroupResource REPLICA_SETS = new GroupResource("apps", "replicasets");

    private final Map<ItemId, KubernetesObject> cluster = new HashMap<>();
    private final List<ItemId> asked = new ArrayList<>();
    private final Workloads workloads = new Workloads(new Objects());
    private boolean away;

    @Test
    void everyPodOfADeploymentCarriesTheSameVolume() {
        replicaSet("web-5d8", "Deployment", "web");
        replicaSet("web-7f9", "Deployment", "web");
        KubernetesObject before = marked(pod("web-5d8-x", "ReplicaSet", "web-5d8"), "scratch");
        KubernetesObject after = marked(pod("web-7f9-y", "ReplicaSet", "web-7f9"), "scratch");

        assertThat(before.annotations()).containsEntry("goleta.io/volume-owner", "Deployment/web/scratch");
        assertThat(lineage(after)).isEqualTo(lineage(before)).matches("[0-9a-f]{32}");
    }

    @Test
    void asksOnceForEachReplicaSet() {
        replicaSet("web-5d8", "Deployment", "web");
        for (int i = 0; i < 10; i++) {
            marked(pod("web-5d8-" + i, "ReplicaSet", "web-5d8"), "scratch");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksNothingWhereTheDeploymentLabelledItsPods() {
        KubernetesObject pod = pod("web-5d8-x", "ReplicaSet", "web-5d8").withLabel("pod-template-hash", "5d8");
        assertThat(owner(pod)).isEqualTo("Deployment/web/scratch");
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsVolumesWorkloadsAndNamespacesApart() {
        KubernetesObject pod = pod("db-0", "StatefulSet", "db");
        assertThat(lineage(marked(pod, "scratch")))
                .isNotEqualTo(lineage(marked(pod, "cache")))
                .isNotEqualTo(lineage(marked(pod("db-0", "StatefulSet", "other"), "scratch")))
                .isNotEqualTo(lineage(marked(pod.with("elsewhere", "metadata", "namespace"), "scratch")));
    }

    @Test
    void followsJobsAndReplicationControllersButNotBeyondWhatHasAStableName() {
        put(new GroupResource("batch", "jobs"), "nightly-1", "CronJob", "nightly");
        put(new GroupResource("", "replicationcontrollers"), "shop-3", "DeploymentConfig", "shop");
        assertThat(owner(pod("nightly-1-x", "Job", "nightly-1"))).isEqualTo("CronJob/nightly/scratch");
        assertThat(owner(pod("shop-3-x", "ReplicationController", "shop-3")))
                .isEqualTo("DeploymentConfig/shop/scratch");
        assertThat(owner(pod("db-0", "StatefulSet", "db"))).isEqualTo("StatefulSet/db/scratch");
    }

    @Test
    void aPodThatNobodyReplacesIsItsOwnWorkload() {
        assertThat(owner(pod("tool", null, ""))).isEqualTo("Pod/tool/scratch");
        assertThat(owner(pod("etcd-n1", "Node", "n1"))).isEqualTo("Pod/etcd-n1/scratch");
    }

    @Test
    void makesDoWithTheReplicaSetWhenItCannotBeRead() {
        assertThat(owner(pod("web-5d8-x", "ReplicaSet", "web-5d8"))).isEqualTo("ReplicaSet/web-5d8/scratch");
        away = true;
        assertThat(owner(pod("web-6e8-x", "ReplicaSet", "web-6e8"))).isEqualTo("ReplicaSet/web-6e8/scratch");
    }

    @Test
    void aClaimKeepsItsNameWhateverPodUsesIt() {
        KubernetesObject pod = pod("web-5d8-x", "ReplicaSet", "web-5d8");
        assertThat(owner(withVolume(pod, Map.of("name", "scratch", "persistentVolumeClaim", Map.of("claimName", "c")))))
                .isEqualTo("PersistentVolumeClaim/c");
        assertThat(owner(withVolume(pod, Map.of("name", "scratch", "ephemeral", Map.of()))))
                .as("its claim is named after the pod")
                .isEqualTo("ReplicaSet/web-5d8/scratch");
    }

    @Test
    void aDirectoryOfANodeIsTheSameInEveryPodAndNoReasonToTrustTimes() {
        KubernetesObject pod = ran(
                withVolume(
                        pod("web-5d8-x", "ReplicaSet", "web-5d8").with("n1", "spec", "nodeName"),
                        Map.of("name", "scratch", "hostPath", Map.of("path", "/srv/data"))),
                "shop:1",
                "sha256:aa");
        assertThat(marked(pod, "scratch").annotations())
                .isEqualTo(Map.of("goleta.io/volume-owner", "Node/n1/srv/data", "goleta.io/host-path", "/srv/data"));
    }

    @Test
    void notesWhichImagesFilledTheVolume() {
        KubernetesObject pod = pod("db-0", "StatefulSet", "db");
        assertThat(marked(pod, "scratch").annotations()).doesNotContainKey(VeleroApi.POD_IMAGES);
        KubernetesObject one = ran(pod, "shop:1", "sha256:aa");
        assertThat(images(ran(pod, "shop:1", "sha256:aa"))).isEqualTo(images(one));
        assertThat(images(ran(pod, "shop:1", "sha256:bb"))).as("the tag moved").isNotEqualTo(images(one));
    }

    @Test
    void theContainerThatWaitedForARestoreFilledNothing() {
        KubernetesObject pod = ran(pod("db-0", "StatefulSet", "db"), "shop:1", "sha256:aa");
        KubernetesObject restored = pod.with(
                List.of(Map.of("name", "restic-wait", "image", "goleta:1", "imageID", "sha256:cc")),
                "status",
                "initContainerStatuses");
        assertThat(images(restored)).isNotEmpty().isEqualTo(images(pod));
    }

    private KubernetesObject marked(KubernetesObject pod, String volume) {
        KubernetesObject backup = KubernetesObject.of(Map.of("spec", Map.of("volume", volume)));
        return new VolumeLineage(workloads).marked(backup, pod);
    }

    private String owner(KubernetesObject pod) {
        return marked(pod, "scratch").annotations().getOrDefault(VeleroApi.VOLUME_OWNER, "");
    }

    private String images(KubernetesObject pod) {
        return marked(pod, "scratch").annotations().getOrDefault(VeleroApi.POD_IMAGES, "");
    }

    private static String lineage(KubernetesObject marked) {
        return marked.labels().getOrDefault(VeleroApi.VOLUME_LINEAGE, "");
    }

    private static KubernetesObject ran(KubernetesObject pod, String image, String digest) {
        return pod.with(List.of(Map.of("image", image, "imageID", digest)), "status", "containerStatuses");
    }

    private static KubernetesObject pod(String name, @Nullable String ownerKind, String owner) {
        KubernetesObject pod = withVolume(
                KubernetesObject.of(Map.of("metadata", Map.of("namespace", "shop", "name", name))),
                Map.of("name", "scratch", "emptyDir", Map.of()));
        return ownerKind == null ? pod : ownedBy(pod, ownerKind, owner);
    }

    private static KubernetesObject withVolume(KubernetesObject pod, Map<String, Object> volume) {
        return pod.with(List.of(volume, Map.of("name", "cache", "emptyDir", Map.of())), "spec", "volumes");
    }

    private static KubernetesObject ownedBy(KubernetesObject object, String kind, String name) {
        Map<String, Object> owner = Map.of("kind", kind, "name", name, "uid", "uid-" + name, "controller", true);
        return object.with(List.of(owner), "metadata", "ownerReferences");
    }

    private void replicaSet(String name, String ownerKind, String owner) {
        put(REPLICA_SETS, name, ownerKind, owner);
    }

    private void put(GroupResource resource, String name, String ownerKind, String owner) {
        KubernetesObject object = KubernetesObject.of(Map.of("metadata", Map.of("namespace", "shop", "name", name)));
        cluster.put(new ItemId(resource, "shop", name), ownedBy(object, ownerKind, owner));
    }

    private final class Objects implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            if (away) {
                throw GoletaException.retryable(Fault.CLUSTER, "the API server is away", null);
            }
            asked.add(id);
            return Optional.ofNullable(cluster.get(id));
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            throw new UnsupportedOperationException("single objects only");
        }
    }
}
