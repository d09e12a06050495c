package io.goleta.plugins.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecognitionTest {
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
    void rancherOsShowsInTheNodesSystem() {
        assertThat(new RancherOs().recognise(Clusters.rancherOs()))
                .contains(Detection.certain("all nodes run RancherOS"));
        assertThat(new RancherOs().recognise(Clusters.rancherOsAndUbuntu()))
                .contains(Detection.certain("2 of 3 nodes (ros-1, ...) run RancherOS"));
        assertThat(new RancherOs().recognise(Clusters.coreOsUnderRke()))
                .contains(Detection.likely("the node runs CoreOS under RKE"));
    }

    @Test
    void rkeOnOrdinarySystemsUsesTheUsualFolders() {
        assertThat(speakingFor(Clusters.ubuntuUnderRke())).isEmpty();
    }

    @Test
    void generationsOfOpenShiftAreToldApart() {
        assertThat(speakingFor(Clusters.openShift("v1.13.4"))).containsExactly("velero.io/openshift");
        assertThat(speakingFor(Clusters.openShift("v1.27.3+abc"))).containsExactly("velero.io/openshift");
        assertThat(speakingFor(Clusters.microShift())).containsExactly("velero.io/openshift");
        assertThat(speakingFor(Clusters.openShift311())).containsExactly("velero.io/openshift3");
        assertThat(new OpenShift().recognise(Clusters.openShift("v1.27.3")))
                .contains(
                        Detection.certain("the API server offers security.openshift.io on top of Kubernetes v1.27.3"));
    }

    @Test
    void aClusterThatBorrowsRoutesIsNoOpenShift() {
        assertThat(speakingFor(Clusters.routesOnly())).isEmpty();
    }

    @Test
    void pksShowsInLabelsOfItsOwnAndOthersByBoshInLabelsOfBosh() {
        assertThat(new Pks().recognise(Clusters.pks()))
                .contains(Detection.certain("the node carries labels of pks-system"));
        assertThat(new Pks().recognise(Clusters.bosh())).contains(Detection.likely("the node carries labels of BOSH"));
    }

    @Test
    void machinesAndDisksOfNutanixSayNothingAboutTheKubelet() {
        assertThat(speakingFor(Clusters.nutanix())).containsExactly("velero.io/nutanix");
        assertThat(speakingFor(Clusters.otherClusterOnNutanix())).isEmpty();
    }

    @Test
    void azureFilesShowInStorageClassesUnlessTheySpeakNfs() {
        assertThat(new AzureFiles().recognise(Clusters.azureFiles()))
                .contains(Detection.certain("storage class azurefile makes volumes of Azure Files"));
        assertThat(speakingFor(Clusters.azureFilesOfOld())).containsExactly("velero.io/azure-files");
    }

    @Test
    void noClusterIsTakenForTwo() {
        for (ClusterFacts facts : List.of(
                Clusters.rancherOs(),
                Clusters.openShift("v1.27.3"),
                Clusters.openShift311(),
                Clusters.pks(),
                Clusters.microK8s(),
                Clusters.nutanix(),
                Clusters.azureFiles())) {
            assertThat(speakingFor(facts)).hasSize(1);
        }
    }

    private static List<String> speakingFor(ClusterFacts facts) {
        return ALL.stream()
                .filter(profile -> profile.recognise(facts).isPresent())
                .map(PlatformProfile::name)
                .toList();
    }
}
