package io.goleta.plugins.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTest {
    private static final List<PlatformProfile> ALL = List.of(
            new AzureFiles(),
            new MicroK8s(),
            new Nutanix(),
            new OpenShift(),
            new OpenShift3(),
            new Pks(),
            new RancherOs(),
            new Vanilla());

    @Test
    void rancherOsIsDetectedByTheNodesOperatingSystem() {
        assertThat(new RancherOs().detect(Clusters.rancherOs())).contains(Detection.certain("all nodes run RancherOS"));
        assertThat(new RancherOs().detect(Clusters.rancherOsAndUbuntu()))
                .contains(Detection.certain("2 of 3 nodes (ros-1, ...) run RancherOS"));
        assertThat(new RancherOs().detect(Clusters.coreOsUnderRke()))
                .contains(Detection.likely("the node runs CoreOS under RKE"));
    }

    @Test
    void rkeOnOtherOperatingSystemsIsNotDetected() {
        assertThat(matching(Clusters.ubuntuUnderRke())).isEmpty();
    }

    @Test
    void openShift3IsDistinguishedFromOpenShift4() {
        assertThat(matching(Clusters.openShift("v1.13.4"))).containsExactly("velero.io/openshift");
        assertThat(matching(Clusters.openShift("v1.27.3+abc"))).containsExactly("velero.io/openshift");
        assertThat(matching(Clusters.microShift())).containsExactly("velero.io/openshift");
        assertThat(matching(Clusters.openShift311())).containsExactly("velero.io/openshift3");
        assertThat(new OpenShift().detect(Clusters.openShift("v1.27.3")))
                .contains(
                        Detection.certain("the API server offers security.openshift.io on top of Kubernetes v1.27.3"));
    }

    @Test
    void aClusterWithRoutesOnlyIsNotOpenShift() {
        assertThat(matching(Clusters.routesOnly())).isEmpty();
    }

    @Test
    void pksIsDetectedByItsLabelsAndLessCertainlyByLabelsOfBosh() {
        assertThat(new Pks().detect(Clusters.pks()))
                .contains(Detection.certain("the node carries labels of pks-system"));
        assertThat(new Pks().detect(Clusters.bosh())).contains(Detection.likely("the node carries labels of BOSH"));
    }

    @Test
    void otherClustersOnNutanixAreNotDetected() {
        assertThat(matching(Clusters.nutanix())).containsExactly("velero.io/nutanix");
        assertThat(matching(Clusters.otherClusterOnNutanix())).isEmpty();
    }

    @Test
    void azureFilesAreDetectedByStorageClassesExceptNfs() {
        assertThat(new AzureFiles().detect(Clusters.azureFiles()))
                .contains(Detection.certain("storage class azurefile provisions volumes of Azure Files"));
        assertThat(matching(Clusters.azureFilesOfOld())).containsExactly("velero.io/azure-files");
    }

    @Test
    void everyClusterMatchesOneProfile() {
        for (ClusterFacts facts : List.of(
                Clusters.rancherOs(),
                Clusters.openShift("v1.27.3"),
                Clusters.openShift311(),
                Clusters.pks(),
                Clusters.microK8s(),
                Clusters.nutanix(),
                Clusters.azureFiles())) {
            assertThat(matching(facts)).hasSize(1);
        }
    }

    private static List<String> matching(ClusterFacts facts) {
        return ALL.stream()
                .filter(profile -> profile.detect(facts).isPresent())
                .map(PlatformProfile::name)
                .toList();
    }
}
