package io.goleta.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterFactsReaderTest {
    private final FakeCluster cluster = new FakeCluster()
            .offer("nodes", "Node", false)
            .offer("storageclasses.storage.k8s.io", "StorageClass", false)
            .offerBroken("security.openshift.io/v1", "its server is down");

    @Test
    void readsVersionGroupsNodesAndStorageClasses() {
        KubernetesObject node =
                KubernetesObject.of(Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "node-1")));
        cluster.put(node);

        ClusterFacts facts = new ClusterFactsReader(cluster).read();

        assertThat(facts.kubernetesVersion()).isEqualTo("v1.20.2");
        assertThat(facts.nodes()).extracting(KubernetesObject::name).containsExactly("node-1");
        assertThat(facts.storageClasses()).isEmpty();
    }

    @Test
    void aGroupWhoseServerIsDownCountsToo() {
        assertThat(new ClusterFactsReader(cluster).read().apiGroups())
                .containsExactlyInAnyOrder("storage.k8s.io", "security.openshift.io");
    }

    @Test
    void whatMayNotBeReadIsLeftOutAndNamed() {
        cluster.onCall(call -> {
            if (call.resource().equals(new GroupResource("", "nodes"))) {
                throw FakeCluster.forbidden(call);
            }
        });
        ClusterFactsReader reader = new ClusterFactsReader(cluster);

        assertThat(reader.read().nodes()).isEmpty();
        assertThat(reader.gaps())
                .singleElement()
                .asString()
                .startsWith("nodes cannot be read: ")
                .contains("forbidden");
    }
}
