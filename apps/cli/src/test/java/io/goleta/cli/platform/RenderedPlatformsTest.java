package io.goleta.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.goleta.cli.Shell;
import io.goleta.cli.Shell.Run;
import io.goleta.core.json.Json;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is installed on each platform, next to the edits by hand that the page on Velero's restic integration asks for. */
class RenderedPlatformsTest {
    private static final String INSTALL =
            "install --dry-run -o json --provider aws --bucket b --no-secret --use-restic ";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Shell shell;

    @BeforeAll
    static void distribute() throws IOException {
        shell = new Shell(folder).from(ProfilesJar.inDistribution(folder.resolve("goleta")));
    }

    /** Pointer and value of a patch of the page (op add or replace), which must find nothing left to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rancheros | spec/template/spec/volumes/0/hostPath | {\"path\":\"/opt/rke/var/lib/kubelet/pods\"}",
                "openshift | spec/template/spec/volumes/0/hostPath | {\"path\":\"/var/lib/kubelet/pods\"}",
                "openshift | spec/template/spec/containers/0/securityContext | { \"privileged\": true}",
                "openshift3 | spec/template/spec/containers/0/securityContext | { \"privileged\": true}",
                "openshift3 | spec/template/spec/volumes/0/hostPath"
                        + " | { \"path\": \"/var/lib/origin/openshift.local.volumes/pods\"}",
                "pks | spec/template/spec/volumes/0/hostPath | {\"path\":\"/var/vcap/data/kubelet/pods\"}",
                "microk8s | spec/template/spec/volumes/0/hostPath"
                        + " | {\"path\":\"/var/snap/microk8s/common/var/lib/kubelet/pods\"}",
                "nutanix | spec/template/spec/volumes/0/hostPath | {\"path\":\"/var/nutanix/var/lib/kubelet/pods\"}",
                "vanilla | spec/template/spec/volumes/0/hostPath | {\"path\":\"/var/lib/kubelet/pods\"}"
            })
    void nothingIsLeftToPatch(String platform, String pointer, String value) {
        KubernetesObject agents = object(velero(INSTALL + "--platform " + platform), "DaemonSet", "restic");

        assertThat(agents.map(pointer.split("/"))).containsAllEntriesOf(json(value));
    }

    /** What depends on the platform, whole: the namespace and the agents. */
    @ParameterizedTest
    @ValueSource(
            strings = {"vanilla", "rancheros", "openshift", "openshift3", "pks", "microk8s", "nutanix", "azure-files"})
    void isRenderedAsInItsSnapshot(String platform) throws IOException {
        StringBuilder rendered = new StringBuilder();
        for (KubernetesObject object :
                objects(velero(INSTALL + "--image registry.example.com/goleta:1 --platform " + platform))) {
            if (List.of("Namespace", "DaemonSet").contains(object.kind())) {
                rendered.append(JSON.readTree(Json.write(object)).toPrettyString())
                        .append('\n');
            }
        }

        Path snapshot = Path.of("src/test/resources/io/goleta/cli/platform", platform + ".json");
        if (Boolean.getBoolean("snapshots.write")) {
            Files.createDirectories(snapshot.getParent());
            Files.writeString(snapshot, rendered);
        }
        assertThat(snapshot)
                .as("after a wanted change run this test with -Dsnapshots.write=true")
                .hasContent(rendered.toString());
    }

    @Test
    void openShiftDiffersInNothingButPrivilegesAndTheNodeSelector() {
        List<KubernetesObject> plain = objects(velero(INSTALL + "--platform vanilla"));
        List<KubernetesObject> openShift = objects(velero(INSTALL + "--platform openshift"));

        List<KubernetesObject> differing = new ArrayList<>(openShift);
        differing.removeAll(plain);
        assertThat(differing).extracting(KubernetesObject::kind).containsExactly("Namespace", "DaemonSet");
        assertThat(differing.getFirst().annotations()).isEqualTo(Map.of("openshift.io/node-selector", ""));
        assertThat(differing.getLast().map("spec", "template", "spec", "containers", "0", "securityContext"))
                .isEqualTo(Map.of("privileged", true, "readOnlyRootFilesystem", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openshift | oc adm policy add-scc-to-user privileged -z velero -n backups",
                "openshift3 | oc adm policy add-scc-to-user privileged -z velero -n backups",
                "pks | \"Allow Privileged\" option in your plan configuration"
            })
    void manualStepsArePrintedToStandardError(String platform, String step) {
        Run run = velero(INSTALL + "-n backups --platform " + platform);

        assertThat(run.err())
                .contains("Platform: " + platform + " (chosen with --platform).\n")
                .contains("Manual steps required on " + platform + ":\n")
                .contains(step);
        assertThat(run.out()).doesNotContain("Manual steps required");
    }

    @Test
    void flagsBeatThePlatform() {
        KubernetesObject agents = object(
                velero(INSTALL
                        + "--platform openshift3 --kubelet-root-dir /srv/kubelet/ --privileged-node-agent=false"),
                "DaemonSet",
                "restic");

        assertThat(agents.string("spec", "template", "spec", "volumes", "0", "hostPath", "path"))
                .contains("/srv/kubelet/pods");
        assertThat(agents.map("spec", "template", "spec", "containers", "0", "securityContext"))
                .doesNotContainKey("privileged");
    }

    @Test
    void withoutAClusterADryRunTakesThePlatformForTheUsualOneAndSaysSo() {
        Run run = velero("--kubeconfig nowhere " + INSTALL);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .startsWith("Cannot detect the platform, name it with --platform: ")
                .contains("Platform: vanilla (no other platform detected).");
    }

    @Test
    void withoutAgentsThePlatformDoesNotMatter() {
        Run run = velero("--kubeconfig nowhere " + INSTALL.replace("--use-restic", ""));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void anUnknownPlatformIsRefusedWithThoseThatExist() {
        assertThat(velero(INSTALL + "--platform moon"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "An error occurred: unknown platform profile moon; valid names are auto, azure-files, microk8s,"
                                + " nutanix, openshift, openshift3, pks, rancheros, vanilla\n"));
    }

    @Test
    void allPlatformsAreListedWithoutACluster() {
        Run run = velero("platform get");

        assertThat(run.out().lines())
                .contains("rancheros     /opt/rke/var/lib/kubelet/pods                    no           -")
                .contains("openshift     /var/lib/kubelet/pods                            yes         "
                        + " openshift.io/node-selector=\"\"");
    }

    private static Run velero(String arguments) {
        return shell.velero(arguments.strip().split(" +"));
    }

    private static KubernetesObject object(Run run, String kind, String name) {
        return objects(run).stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.err()));
    }

    private static List<KubernetesObject> objects(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return KubernetesObject.of(json(run.out())).maps("items").stream()
                .map(KubernetesObject::of)
                .toList();
    }

    private static Map<String, Object> json(String text) {
        return Json.readMap(text.getBytes(StandardCharsets.UTF_8));
    }
}
