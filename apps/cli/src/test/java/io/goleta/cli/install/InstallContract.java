package io.goleta.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.goleta.cli.Shell;
import io.goleta.cli.Shell.Run;
import io.goleta.cli.platform.ProfilesJar;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.Crds;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What installing does to an API server, the sandbox's or a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InstallContract {
    static final String FLAGS = "--provider velero.io/filesystem --bucket b --bucket-volume hostPath:/srv --use-restic";

    @TempDir
    Path folder;

    KubernetesClient client;
    private Shell shell;

    /** Of an API server that nothing was done to but by this class. */
    abstract String kubeconfig();

    /** Ends namespaces where no controller does. */
    abstract void endNamespace(Namespace namespace);

    @BeforeEach
    void connect() throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig()))
                .build();
        shell = new Shell(folder)
                .with("KUBECONFIG", folder.resolve("kubeconfig").toString());
    }

    @AfterEach
    void leaveNothing() throws Exception {
        uninstall("velero");
        // A real API server takes its time over the deletion of definitions.
        await().untilAsserted(() -> assertThat(definitions()).isEmpty());
        client.close();
    }

    @Test
    void installsOnceAndLeavesAloneWhatIsThere() {
        Run first = velero("install " + FLAGS + " --image example/goleta:one");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("CustomResourceDefinition/backups.velero.io: created\n")
                .contains("Waiting for resources to be ready in cluster...\n")
                .contains("DaemonSet/restic: attempting to create resource\n")
                .contains("DaemonSet/restic: attempting to create resource client\nDaemonSet/restic: created\n")
                .contains("No secret file was specified, no Secret created.")
                .endsWith(
                        "Velero is installed! ⛵ Use 'kubectl logs deployment/velero -n velero' to view the status.\n");
        assertThat(image()).isEqualTo("example/goleta:one");
        assertThat(Fabric8Cluster.connect(client)
                        .get(VeleroKind.BACKUP_STORAGE_LOCATION, "velero", "default")
                        .orElseThrow()
                        .spec()
                        .config())
                .containsEntry("root", "/buckets");

        Run second = velero("install " + FLAGS + " --image example/goleta:two");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("Deployment/velero: already exists, proceeding\n");
        assertThat(image()).isEqualTo("example/goleta:one");
    }

    @Test
    void objectsOfLooserDefinitionsStillGetAStatusWhileNewOnesMustBeComplete() {
        String loose = Crds.all().stream()
                .filter(yaml -> yaml.contains("kind: \"BackupStorageLocation\""))
                .findFirst()
                .orElseThrow()
                .replaceAll("(?m)^ +(required|enum):\\n( +- .*\\n)+", "");
        client.resource(loose).create();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("velero")
                        .addToLabels("component", "velero")
                        .endMetadata()
                        .build())
                .create();
        Cluster cluster = Fabric8Cluster.connect(client);
        ApiResource locations = ApiResource.of(VeleroKind.BACKUP_STORAGE_LOCATION);
        await().ignoreExceptions().until(() -> {
            cluster.create(locations, location("old", Map.of("accessMode", "readonly")));
            return true;
        });

        Run stricter = velero("install --crds-only --apply");

        assertThat(stricter.exitCode()).as(stricter.err()).isZero();
        // Replicas and caches of a real API server learn of a definition a little later.
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> cluster.create(locations, location("new" + System.nanoTime(), Map.of("provider", "aws"))))
                .hasMessageContaining("spec.objectStorage: Required value"));
        cluster.mergePatch(locations, "velero", "old", Map.of("status", Map.of("phase", "Unavailable")));
        assertThat(cluster.get(locations, "velero", "old").orElseThrow().string("status", "phase"))
                .contains("Unavailable");
    }

    private static KubernetesObject location(String name, Map<String, Object> spec) {
        return VeleroObjects.draft(VeleroKind.BACKUP_STORAGE_LOCATION, "velero", name, Map.of(), spec);
    }

    @Test
    void appliesWhatChangedAndTakesBackWhatIsNoLongerSaid() {
        velero("install " + FLAGS + " --image example/goleta:one --node-agent-on-all-nodes");

        Run same = velero("install " + FLAGS + " --image example/goleta:one --node-agent-on-all-nodes --apply");
        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).doesNotContain(": updated");

        Run changed = velero("install " + FLAGS + " --image example/goleta:two --apply");
        assertThat(changed.exitCode()).as(changed.err()).isZero();
        assertThat(changed.out())
                .contains("Deployment/velero: updated\n")
                .contains("DaemonSet/restic: updated\n")
                .contains("Service/velero: unchanged\n");
        assertThat(image()).isEqualTo("example/goleta:two");
        DaemonSet agents = client.apps()
                .daemonSets()
                .inNamespace("velero")
                .withName("restic")
                .get();
        assertThat(agents.getSpec().getTemplate().getSpec().getTolerations()).isEmpty();
    }

    @Test
    void takesTheRightsOfAnAdministratorFromVelerosOwnInstallation() {
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("velero")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject(null, "ServiceAccount", "velero", "velero")
                        .build())
                .create();

        velero("install " + FLAGS + " --apply");

        assertThat(client.rbac()
                        .clusterRoleBindings()
                        .withName("velero")
                        .get()
                        .getRoleRef()
                        .getName())
                .isEqualTo("velero");
    }

    @Test
    void whatADryRunPrintsIsWhatTheApiServerTakes() throws IOException {
        Run run = velero("install " + FLAGS + " --dry-run -o yaml");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(definitions()).isEmpty();

        client.getKubernetesSerialization()
                .<io.fabric8.kubernetes.api.model.KubernetesList>unmarshal(run.out())
                .getItems()
                .forEach(object -> client.resource(object).create());

        assertThat(velero("install " + FLAGS + " --apply").out()).doesNotContain(": created");
    }

    @Test
    void findsThePlatformAndChangesOthersObjectsOnRequest() throws IOException {
        shell.from(ProfilesJar.inDistribution(folder.resolve("goleta")));
        Node node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("vm-1")
                        .withLabels(Map.of("bosh.id", "1", "microk8s.io/cluster", "true"))
                        .endMetadata()
                        .build())
                .create();
        StorageClass azureFiles = client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("azurefile")
                        .endMetadata()
                        .withProvisioner("file.csi.azure.com")
                        .build())
                .create();

        Run run = velero("install " + FLAGS + " --platform-changes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Platform: microk8s (")
                .contains("Also detected: pks (")
                .contains("the evidence for microk8s is stronger. Choose it with --platform pks.\n")
                .contains("StorageClass/azurefile: patched\n");
        assertThat(client.resource(azureFiles).get().getMountOptions()).containsExactly("nouser_xattr");
        assertThat(client.apps()
                        .daemonSets()
                        .inNamespace("velero")
                        .withName("restic")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getVolumes()
                        .getFirst()
                        .getHostPath()
                        .getPath())
                .isEqualTo("/var/snap/microk8s/common/var/lib/kubelet/pods");
        client.resource(azureFiles).delete();
        client.resource(node).delete();
    }

    @Test
    void twoReplicasComeWithADisruptionBudgetInTheVersionThatIsServed() {
        Run run = velero("install " + FLAGS + " --server-replicas 2");

        assertThat(run.out()).as(run.err()).contains("PodDisruptionBudget/velero: created\n");
    }

    @Test
    void uninstallsAllThatItInstalledButNotUnderOthersFeet() throws Exception {
        velero("install " + FLAGS);
        velero("install -n second " + FLAGS);
        Restore restore = VeleroKind.RESTORE.named("velero", "r1");
        restore.setFinalizer(VeleroApi.RESTORE_FINALIZER, true);
        Fabric8Cluster.connect(client).create(restore);

        Run first = uninstall("velero");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("Namespace/velero: deleted\n")
                .contains("ClusterRoleBinding/velero-server: deleted\n")
                .contains("The custom resource definitions are kept, because they are in use in namespaces second\n");
        assertThat(client.rbac().clusterRoles().withName("velero-server-second").get())
                .isNotNull();

        Run second = uninstall("second");
        assertThat(second.out()).contains("CustomResourceDefinition/backups.velero.io: deleted\n");
        assertThat(client.rbac().clusterRoles().withName("velero-server-second").get())
                .isNull();
    }

    @Test
    void deletesNoNamespaceThatIsNotAnInstallation() {
        Namespace shop = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .create();

        Run run = velero("uninstall --force -n shop");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("so it was not deleted");
        assertThat(client.resource(shop).get().getMetadata().getDeletionTimestamp())
                .isNull();
        client.resource(shop).delete();
        endNamespace(shop);
    }

    @Test
    void asksBeforeItUninstalls() {
        velero("install " + FLAGS);

        Run run = shell.typing("n\n").velero("uninstall");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("velero-restic-credentials")
                .endsWith("Are you sure you want to continue (Y/N)? ");
        assertThat(image()).isNotEmpty();
    }

    private String image() {
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace("velero")
                .withName("velero")
                .get();
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private List<CustomResourceDefinition> definitions() {
        return client.apiextensions().v1().customResourceDefinitions().list().getItems();
    }

    private Run uninstall(String namespace) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread controller = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                Namespace found = client.namespaces().withName(namespace).get();
                if (found != null && found.getMetadata().getDeletionTimestamp() != null) {
                    endNamespace(found);
                    return;
                }
                LockSupport.parkNanos(20_000_000);
            }
        });
        Run run = velero("uninstall --force -n " + namespace);
        over.set(true);
        controller.join();
        return run;
    }

    Run velero(String arguments) {
        List<String> all = new ArrayList<>(List.of("--kubeconfig", "kubeconfig"));
        all.addAll(List.of(arguments.split(" +")));
        return shell.velero(all.toArray(String[]::new));
    }
}
