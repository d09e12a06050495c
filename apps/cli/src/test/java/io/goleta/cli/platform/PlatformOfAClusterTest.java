package io.goleta.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.cli.Shell;
import io.goleta.cli.Shell.Run;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import io.goleta.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformOfAClusterTest {
    private static final String INSTALL =
            "install --provider velero.io/filesystem --bucket b --bucket-volume hostPath:/srv --use-restic ";
    private static final String SNAP = "/var/snap/microk8s/common/var/lib/kubelet/pods";

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private Shell shell;

    @BeforeEach
    void distribute() throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        shell = new Shell(folder).from(ProfilesJar.inDistribution(folder.resolve("goleta")));
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void isDetectedAndInstalledForAndTheReasonIsSaid() {
        node("laptop", Map.of("microk8s.io/cluster", "true"));

        Run run = velero(INSTALL);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Platform: microk8s (the node carries labels of microk8s.io).\n");
        assertThat(podsDirectory()).isEqualTo(SNAP);
    }

    @Test
    void ofAnInstallationWithTheWrongFolderIsRepairedByApplying() {
        velero(INSTALL);
        assertThat(podsDirectory()).isEqualTo("/var/lib/kubelet/pods");
        node("laptop", Map.of("microk8s.io/cluster", "true"));

        assertThat(velero("platform detect").out())
                .contains("Pods directory:  " + SNAP + "\n")
                .contains(
                        "Installed:       agents with pods directory /var/lib/kubelet/pods; run \"velero install --apply\" with"
                                + " the flags of the installation to fix it\n");
        Run repair = velero(INSTALL + "--apply");

        assertThat(repair.out()).as(repair.err()).contains("DaemonSet/restic: updated\n");
        assertThat(podsDirectory()).isEqualTo(SNAP);
        assertThat(velero("platform detect").out()).contains("Installed:       agents with this pods directory\n");
    }

    @Test
    void thatAUserNamedIsNotArguedAboutButTheOtherIsMentioned() {
        node("laptop", Map.of("microk8s.io/cluster", "true"));

        Run run = velero(INSTALL + "--platform rancheros");

        assertThat(run.out())
                .startsWith("Platform: rancheros (chosen with --platform).\n"
                        + "Also detected: microk8s (the node carries labels of microk8s.io);"
                        + " not used because of --platform rancheros.\n");
        assertThat(podsDirectory()).isEqualTo("/opt/rke/var/lib/kubelet/pods");
    }

    @Test
    void withAzureFilesGetsItsMountOptionOnRequestOnly() {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("azurefile")
                        .endMetadata()
                        .withProvisioner("file.csi.azure.com")
                        .withMountOptions("mfsymlinks")
                        .build())
                .create();

        Run shown = velero(INSTALL);
        assertThat(shown.out())
                .contains("Add-on: azure-files (storage class azurefile provisions volumes of Azure Files).\n")
                .contains("kubectl patch storageclass/azurefile \\\n");
        assertThat(mountOptions()).containsExactly("mfsymlinks");

        Run patched = velero(INSTALL + "--apply --platform-changes");
        assertThat(patched.out())
                .contains("StorageClass/azurefile: patched\n")
                .doesNotContain("kubectl patch storageclass/azurefile");
        assertThat(mountOptions()).containsExactly("mfsymlinks", "nouser_xattr");

        assertThat(velero(INSTALL + "--apply --platform-changes").out()).doesNotContain("patched");
    }

    @Test
    void withASelectorOfNodesWantsItTakenOffNamespacesThatWereThereBefore() {
        velero(INSTALL + "--platform vanilla");

        Run run = velero(INSTALL + "--platform openshift --apply");

        assertThat(run.out())
                .contains("Namespace/velero: updated\n")
                .contains("oc adm policy add-scc-to-user privileged -z velero -n velero\n")
                .contains("kubectl annotate --overwrite namespace velero openshift.io/node-selector=\"\"\n")
                .contains("kubectl delete daemonset/restic -n velero\n");
        assertThat(velero(INSTALL + "--platform openshift --apply").out())
                .doesNotContain("kubectl annotate --overwrite namespace");
    }

    @Test
    void wantsItsStepsTakenBeforeAnybodyWaitsForPods() {
        shell.at(TestClock.ticking(Instant.parse("2022-08-01T12:00:00Z"), Duration.ofMinutes(2)));

        Run run = velero(INSTALL + "--platform openshift --wait");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsSubsequence(
                        "DaemonSet/restic: created\n",
                        "oc adm policy add-scc-to-user privileged -z velero -n velero\n",
                        "Waiting for Velero deployment to be ready.\n");
    }

    @Test
    void isAskedForOnlyAfterTheFlagsWereFoundToMakeSense() {
        Run run = velero(INSTALL.replace("--bucket b ", ""));

        assertThat(run).isEqualTo(new Run(1, "", "An error occurred: --bucket is required\n"));
    }

    @Test
    void mayBeKnownToAPluginOfSomebodyElseOnly() throws IOException {
        shell = new Shell(folder);
        Path plugins = Files.createDirectories(folder.resolve("mine"));
        Files.copy(folder.resolve("goleta/plugins/platform-profiles.jar"), plugins.resolve("profiles.jar"));

        assertThat(velero("platform get").out().lines()).hasSize(1);
        assertThat(velero("platform get --plugin-dir mine").out()).contains("rancheros");
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        assertThat(velero("platform get --plugin-dir mine"))
                .satisfies(run -> assertThat(run.out()).contains("rancheros"))
                .satisfies(run -> assertThat(run.err())
                        .startsWith("WARNING: plugin " + plugins.resolve("broken.jar") + " is ignored: "));
    }

    private void node(String name, Map<String, String> labels) {
        client.nodes().list().getItems().forEach(node -> client.resource(node).delete());
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    private String podsDirectory() {
        DaemonSet agents = client.apps()
                .daemonSets()
                .inNamespace("velero")
                .withName("restic")
                .get();
        return agents.getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes()
                .getFirst()
                .getHostPath()
                .getPath();
    }

    private Iterable<String> mountOptions() {
        StorageClass storageClass =
                client.storage().v1().storageClasses().withName("azurefile").get();
        return storageClass.getMountOptions();
    }

    private Run velero(String arguments) {
        return shell.velero(Stream.concat(Stream.of("--kubeconfig", "kubeconfig"), Stream.of(arguments.split(" +")))
                .toArray(String[]::new));
    }
}
