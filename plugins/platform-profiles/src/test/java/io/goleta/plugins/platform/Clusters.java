package io.goleta.plugins.platform;

import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.testkit.platform.ClusterFactsBuilder;
import java.util.List;
import java.util.Map;

/** Clusters of the platforms, as far as they matter to be told apart. */
final class Clusters {
    private static final String UBUNTU = "Ubuntu 22.04.4 LTS";

    private Clusters() {}

    static ClusterFacts rancherOs() {
        return ClusterFactsBuilder.of("v1.17.5")
                .withNode("ros-1", "RancherOS v1.5.8", Map.of())
                .withNode("ros-2", "RancherOS v1.5.8", Map.of())
                .facts();
    }

    static ClusterFacts rancherOsAndUbuntu() {
        return ClusterFactsBuilder.of("v1.17.5")
                .withNode("plain-1", UBUNTU, Map.of())
                .withNode("ros-1", "RancherOS v1.5.8", Map.of())
                .withNode("ros-2", "RancherOS v1.5.8", Map.of())
                .facts();
    }

    static ClusterFacts coreOsUnderRke() {
        return ClusterFactsBuilder.of("v1.17.5")
                .withNode(KubernetesObject.of(Map.of(
                        "metadata",
                        Map.of("name", "core-1", "annotations", Map.of("rke.cattle.io/internal-ip", "10.0.0.1")),
                        "status",
                        Map.of("nodeInfo", Map.of("osImage", "Container Linux by CoreOS 2345.3.0 (Rhyolite)")))))
                .facts();
    }

    static ClusterFacts ubuntuUnderRke() {
        return ClusterFactsBuilder.of("v1.17.5")
                .withNode(KubernetesObject.of(Map.of(
                        "metadata",
                        Map.of("name", "rke-1", "annotations", Map.of("rke.cattle.io/internal-ip", "10.0.0.1")),
                        "status",
                        Map.of("nodeInfo", Map.of("osImage", UBUNTU)))))
                .facts();
    }

    static ClusterFacts openShift(String kubernetes) {
        return ClusterFactsBuilder.of(kubernetes)
                .withApiGroup("security.openshift.io")
                .withApiGroup("route.openshift.io")
                .withApiGroup("config.openshift.io")
                .withNode("master-0", "Red Hat Enterprise Linux CoreOS 414.92 (Plow)", Map.of())
                .facts();
    }

    static ClusterFacts microShift() {
        return ClusterFactsBuilder.of("v1.28.5")
                .withApiGroup("security.openshift.io")
                .withApiGroup("route.openshift.io")
                .facts();
    }

    static ClusterFacts openShift311() {
        return ClusterFactsBuilder.of("v1.11.0+d4cacc0")
                .withApiGroup("security.openshift.io")
                .withApiGroup("route.openshift.io")
                .withApiGroup("project.openshift.io")
                .facts();
    }

    static ClusterFacts routesOnly() {
        return ClusterFactsBuilder.of("v1.30.0")
                .withApiGroup("route.openshift.io")
                .facts();
    }

    static ClusterFacts pks() {
        return ClusterFactsBuilder.of("v1.16.7")
                .withNode(
                        "23d2a2ec",
                        "Ubuntu 16.04.6 LTS",
                        Map.of("pks-system/cluster.name", "shop", "bosh.id", "1f2e", "bosh.zone", "az1"))
                .facts();
    }

    static ClusterFacts bosh() {
        return ClusterFactsBuilder.of("v1.16.7")
                .withNode("23d2a2ec", "Ubuntu 16.04.6 LTS", Map.of("bosh.id", "1f2e"))
                .facts();
    }

    static ClusterFacts microK8s() {
        return ClusterFactsBuilder.of("v1.29.2")
                .withNode("laptop", UBUNTU, Map.of("microk8s.io/cluster", "true"))
                .facts();
    }

    static ClusterFacts nutanix() {
        return ClusterFactsBuilder.of("v1.21.8")
                .withNode("karbon-shop-5af2c1-k8s-worker-0", "CentOS Linux 7 (Core)", Map.of())
                .facts();
    }

    static ClusterFacts otherClusterOnNutanix() {
        return ClusterFactsBuilder.of("v1.29.0")
                .withNode(KubernetesObject.of(
                        Map.of("metadata", Map.of("name", "md-0"), "spec", Map.of("providerID", "nutanix://1f2e"))))
                .withStorageClass("default", "csi.nutanix.com", List.of())
                .facts();
    }

    static ClusterFacts azureFiles(String... mountOptions) {
        return ClusterFactsBuilder.of("v1.29.2")
                .withStorageClass("azurefile", "file.csi.azure.com", List.of(mountOptions))
                .withStorageClass("managed", "disk.csi.azure.com", List.of())
                .withStorageClass(KubernetesObject.of(Map.of(
                        "metadata", Map.of("name", "azurefile-nfs"),
                        "provisioner", "file.csi.azure.com",
                        "parameters", Map.of("protocol", "nfs"))))
                .facts();
    }

    static ClusterFacts azureFilesOfOld() {
        return ClusterFactsBuilder.of("v1.15.0")
                .withStorageClass("azurefile", "kubernetes.io/azure-file", List.of("dir_mode=0777"))
                .facts();
    }
}
