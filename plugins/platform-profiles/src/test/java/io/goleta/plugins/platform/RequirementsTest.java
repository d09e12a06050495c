package io.goleta.plugins.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page on Velero's restic integration asks for, in its own words where it gives commands or YAML. */
class RequirementsTest {
    @Test
    void directoriesAreThoseOfVelerosPage() {
        assertThat(folder(new RancherOs())).isEqualTo("/opt/rke/var/lib/kubelet/pods");
        assertThat(folder(new OpenShift3())).isEqualTo("/var/lib/origin/openshift.local.volumes/pods");
        assertThat(folder(new Pks())).isEqualTo("/var/vcap/data/kubelet/pods");
        assertThat(folder(new OpenShift())).isEqualTo("usual");
        assertThat(folder(new Vanilla())).isEqualTo("usual");
    }

    @Test
    void directoriesEndWithPodsWhereOtherPagesDiffer() {
        assertThat(folder(new Nutanix())).isEqualTo("/var/nutanix/var/lib/kubelet/pods");
        assertThat(folder(new MicroK8s())).isEqualTo("/var/snap/microk8s/common/var/lib/kubelet/pods");
    }

    @Test
    void openShiftRequiresPrivilegesAnAnnotationAndAManualStep() {
        for (PlatformProfile openShift : List.of(new OpenShift(), new OpenShift3())) {
            PlatformRequirements requirements = openShift.requirements(ClusterFacts.UNKNOWN, "velero");

            assertThat(requirements.privilegedAgent()).isTrue();
            assertThat(requirements.namespaceAnnotations()).isEqualTo(Map.of("openshift.io/node-selector", ""));
            assertThat(requirements.manualSteps())
                    .singleElement()
                    .satisfies(step -> assertThat(step.lines())
                            .contains("oc adm policy add-scc-to-user privileged -z velero -n velero"));
        }
    }

    @Test
    void pksRequiresAnOptionOfItsPlan() {
        assertThat(new Pks().requirements(ClusterFacts.UNKNOWN, "velero").manualSteps())
                .singleElement()
                .satisfies(step -> assertThat(step).contains("\"Allow Privileged\" option in your plan configuration"));
    }

    @Test
    void theMountOptionIsAppendedToThoseOfAStorageClassOfAzureFiles() {
        ResourcePatch patch = azureChanges(Clusters.azureFiles("mfsymlinks")).getFirst();

        assertThat(patch.target()).hasToString("storageclasses.storage.k8s.io/azurefile");
        assertThat(patch.mergePatch()).isEqualTo(Map.of("mountOptions", List.of("mfsymlinks", "nouser_xattr")));
        assertThat(patch.command()).isEqualTo("""
                kubectl patch storageclass/azurefile \\
                  --type json \\
                  --patch '[{"op":"add","path":"/mountOptions/-","value":"nouser_xattr"}]'""");
    }

    @Test
    void aStorageClassWithoutMountOptionsGetsANewList() {
        ResourcePatch patch = azureChanges(Clusters.azureFiles()).getFirst();

        assertThat(patch.mergePatch()).isEqualTo(Map.of("mountOptions", List.of("nouser_xattr")));
        assertThat(patch.command())
                .contains("[{\"op\":\"add\",\"path\":\"/mountOptions\",\"value\":[\"nouser_xattr\"]}]");
    }

    @Test
    void aStorageClassWithTheOptionIsNotPatched() {
        PlatformRequirements requirements =
                new AzureFiles().requirements(Clusters.azureFiles("nouser_xattr"), "velero");

        assertThat(requirements).isEqualTo(PlatformRequirements.NONE);
    }

    private static List<ResourcePatch> azureChanges(ClusterFacts facts) {
        List<ResourcePatch> patches =
                new AzureFiles().requirements(facts, "velero").patches();
        assertThat(patches).hasSize(1);
        return patches;
    }

    private static String folder(PlatformProfile profile) {
        return profile.requirements(ClusterFacts.UNKNOWN, "velero")
                .podsDirectory()
                .orElse("usual");
    }
}
