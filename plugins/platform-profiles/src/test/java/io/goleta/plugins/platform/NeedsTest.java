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
class NeedsTest {
    @Test
    void foldersAreThoseOfThePage() {
        assertThat(folder(new RancherOs())).isEqualTo("/opt/rke/var/lib/kubelet/pods");
        assertThat(folder(new OpenShift3())).isEqualTo("/var/lib/origin/openshift.local.volumes/pods");
        assertThat(folder(new Pks())).isEqualTo("/var/vcap/data/kubelet/pods");
        assertThat(folder(new OpenShift())).isEqualTo("usual");
        assertThat(folder(new Vanilla())).isEqualTo("usual");
    }

    @Test
    void foldersAreThoseThatTheAgentAcceptsWherePagesDiffer() {
        assertThat(folder(new Nutanix())).isEqualTo("/var/nutanix/var/lib/kubelet/pods");
        assertThat(folder(new MicroK8s())).isEqualTo("/var/snap/microk8s/common/var/lib/kubelet/pods");
    }

    @Test
    void openShiftNeedsPrivilegesAnAnnotationAndAHuman() {
        for (PlatformProfile openShift : List.of(new OpenShift(), new OpenShift3())) {
            PlatformRequirements needs = openShift.needs(ClusterFacts.UNKNOWN, "velero");

            assertThat(needs.privilegedAgent()).isTrue();
            assertThat(needs.namespaceAnnotations()).isEqualTo(Map.of("openshift.io/node-selector", ""));
            assertThat(needs.advice())
                    .singleElement()
                    .satisfies(step -> assertThat(step.lines())
                            .contains("oc adm policy add-scc-to-user privileged -z velero -n velero"));
        }
    }

    @Test
    void pksNeedsAnOptionOfItsPlan() {
        assertThat(new Pks().needs(ClusterFacts.UNKNOWN, "velero").advice())
                .singleElement()
                .satisfies(step -> assertThat(step).contains("\"Allow Privileged\" option in your plan configuration"));
    }

    @Test
    void storageClassesOfAzureFilesGetTheirMountOptionAddedToThoseTheyHave() {
        ResourcePatch change = azureChanges(Clusters.azureFiles("mfsymlinks")).getFirst();

        assertThat(change.target()).hasToString("storageclasses.storage.k8s.io/azurefile");
        assertThat(change.mergePatch()).isEqualTo(Map.of("mountOptions", List.of("mfsymlinks", "nouser_xattr")));
        assertThat(change.command()).isEqualTo("""
                kubectl patch storageclass/azurefile \\
                  --type json \\
                  --patch '[{"op":"add","path":"/mountOptions/-","value":"nouser_xattr"}]'""");
    }

    @Test
    void aStorageClassWithoutMountOptionsGetsAListForNothingCanBeAppendedToNone() {
        ResourcePatch change = azureChanges(Clusters.azureFiles()).getFirst();

        assertThat(change.mergePatch()).isEqualTo(Map.of("mountOptions", List.of("nouser_xattr")));
        assertThat(change.command())
                .contains("[{\"op\":\"add\",\"path\":\"/mountOptions\",\"value\":[\"nouser_xattr\"]}]");
    }

    @Test
    void aStorageClassThatHasItIsLeftAlone() {
        PlatformRequirements needs = new AzureFiles().needs(Clusters.azureFiles("nouser_xattr"), "velero");

        assertThat(needs).isEqualTo(PlatformRequirements.NONE);
    }

    private static List<ResourcePatch> azureChanges(ClusterFacts facts) {
        List<ResourcePatch> changes = new AzureFiles().needs(facts, "velero").changes();
        assertThat(changes).hasSize(1);
        return changes;
    }

    private static String folder(PlatformProfile profile) {
        return profile.needs(ClusterFacts.UNKNOWN, "velero").podsFolder().orElse("usual");
    }
}
