package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.definition;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.ownedBy;
import static io.goleta.core.restore.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Owner references and finalizers. */
@Timeout(60)
class OwnerReferencesTest {
    private static final KubernetesObject DEPLOYMENT = workload("Deployment", "web");
    private static final KubernetesObject REPLICAS = ownedBy(workload("ReplicaSet", "web-1"), DEPLOYMENT);
    private static final KubernetesObject POD = ownedBy(pod("shop", "web-1-x"), REPLICAS);

    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void ownersThatComeLaterAreNamedByTheirNewUids() {
        scenario.backup(List.of(POD, REPLICAS, DEPLOYMENT));

        RestoreReport report = scenario.restore(Map.of("namespaceMapping", Map.of("shop", "copy")));

        assertThat(report.warnings() + report.errors()).isZero();
        KubernetesObject deployment = scenario.get("deployments.apps", "copy", "web");
        KubernetesObject replicas = scenario.get("replicasets.apps", "copy", "web-1");
        assertThat(owners("pods", "copy", "web-1-x"))
                .containsExactly(ownedBy(POD, replicas)
                        .maps("metadata", "ownerReferences")
                        .getFirst());
        assertThat(owners("replicasets.apps", "copy", "web-1"))
                .containsExactly(ownedBy(REPLICAS, deployment)
                        .maps("metadata", "ownerReferences")
                        .getFirst());
    }

    @Test
    void ownersThatCameBeforeAreNamedAtOnce() {
        KubernetesObject account = object("v1", "ServiceAccount", "shop", "robot");
        KubernetesObject dependent = ownedBy(
                object("rbac.authorization.k8s.io/v1", "RoleBinding", "shop", "robot")
                        .with(Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", "r"), "roleRef"),
                account);
        scenario.backup(List.of(dependent, account));

        scenario.restore(Map.of());

        KubernetesObject restored = scenario.get("rolebindings.rbac.authorization.k8s.io", "shop", "robot");
        assertThat(restored.string("metadata", "ownerReferences", "0", "uid"))
                .contains(scenario.get("serviceaccounts", "shop", "robot").uid());
    }

    @Test
    void aReferenceToAnOwnerThatIsNotThereIsDroppedSoThatTheObjectIsNotCollected() {
        scenario.backup(List.of(ownedBy(configMap("shop", "orphan"), DEPLOYMENT)));

        scenario.restore(Map.of());

        assertThat(owners("configmaps", "shop", "orphan")).isEmpty();
    }

    @Test
    void anOwnerThatIsStillTheSameObjectIsKept() {
        scenario.create(Samples.namespace("shop"));
        KubernetesObject owner = scenario.create(DEPLOYMENT);
        scenario.backup(List.of(ownedBy(configMap("shop", "settings"), owner)));

        scenario.restore(Map.of());

        assertThat(owners("configmaps", "shop", "settings"))
                .extracting(reference -> reference.get("uid"))
                .containsExactly(owner.uid());
    }

    @Test
    void aNamesakeOfTheOwnerIsNotTheOwner() {
        scenario.create(Samples.namespace("shop"));
        scenario.create(DEPLOYMENT);
        scenario.backup(List.of(ownedBy(configMap("shop", "settings"), DEPLOYMENT)));

        scenario.restore(Map.of());

        assertThat(owners("configmaps", "shop", "settings")).isEmpty();
    }

    @Test
    void aControllerThatAdoptedTheObjectMeanwhileStaysItsController() {
        KubernetesObject other = workload("ReplicaSet", "other");
        // Stands for a controller that is faster than the restore: it adopts the pod while the deployment is restored.
        scenario.plugin(Actions.action("test/adopts", ItemSelector.resources("deployments.apps"), result -> {
            KubernetesObject adopter = scenario.get("replicasets.apps", "shop", "other");
            scenario.cluster()
                    .mergePatch(
                            scenario.cluster()
                                    .discovery()
                                    .find(GroupResource.PODS)
                                    .orElseThrow(),
                            "shop",
                            "web-1-x",
                            Map.of(
                                    "metadata",
                                    Map.of(
                                            "ownerReferences",
                                            ownedBy(POD, adopter).maps("metadata", "ownerReferences"))));
            return result;
        }));
        scenario.backup(List.of(POD, REPLICAS, other, DEPLOYMENT));

        scenario.restore(Map.of());

        assertThat(owners("pods", "shop", "web-1-x"))
                .extracting(owner -> owner.get("name"))
                .containsExactly("other");
    }

    @Test
    void aPodOfAJobThatComesBackIsLeftToTheJob() {
        KubernetesObject job = job("once");
        KubernetesObject done = job("done").with("2020-01-01T00:00:00Z", "status", "completionTime");
        scenario.backup(List.of(ownedBy(pod("shop", "once-x"), job), job, ownedBy(pod("shop", "done-x"), done), done));

        scenario.restore(Map.of());

        assertThat(scenario.list("pods", "shop"))
                .extracting(KubernetesObject::name)
                .containsExactly("done-x");
        assertThat(scenario.list("jobs.batch", "shop"))
                .extracting(KubernetesObject::name)
                .containsExactly("once");
    }

    @Test
    void customResourcesOwnToo() {
        KubernetesObject widget = object("example.com/v1", "Widget", "shop", "one");
        List<KubernetesObject> objects = new ArrayList<>(List.of(definition("widgets", "Widget"), widget));
        for (int i = 0; i < 300; i++) {
            objects.add(ownedBy(configMap("shop", "of-widget-" + i), widget));
        }
        scenario.backup(objects);

        scenario.restore(Map.of());

        scenario.cluster().refreshDiscovery();
        String uid = scenario.get("widgets.example.com", "shop", "one").uid();
        assertThat(scenario.list("configmaps", "shop"))
                .filteredOn(map -> map.name().startsWith("of-widget-"))
                .hasSize(300)
                .allSatisfy(map -> assertThat(map.string("metadata", "ownerReferences", "0", "uid"))
                        .contains(uid));
    }

    @Test
    void finalizersComeBackButThoseOfADeletionDoNot() {
        scenario.backup(List.of(configMap("shop", "guarded")
                .with(List.of("example.com/clean-up", "foregroundDeletion"), "metadata", "finalizers")));

        scenario.restore(Map.of());

        assertThat(scenario.get("configmaps", "shop", "guarded").list("metadata", "finalizers"))
                .containsExactly("example.com/clean-up");
    }

    private List<Map<String, Object>> owners(String resource, String namespace, String name) {
        return scenario.get(resource, namespace, name).maps("metadata", "ownerReferences");
    }

    private static KubernetesObject job(String name) {
        Map<String, Object> labels = Map.of("controller-uid", "old", "job-name", name);
        return workload("Job", name)
                .with("batch/v1", "apiVersion")
                .with(Map.of("matchLabels", Map.of("controller-uid", "old")), "spec", "selector")
                .with(labels, "spec", "template", "metadata", "labels")
                .with("Never", "spec", "template", "spec", "restartPolicy");
    }

    private static KubernetesObject workload(String kind, String name) {
        Map<String, Object> labels = Map.of("app", "web");
        return object("apps/v1", kind, "shop", name)
                .with(Map.of("matchLabels", labels), "spec", "selector")
                .with(
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of("containers", List.of(Map.of("name", "app", "image", "app:1")))),
                        "spec",
                        "template");
    }
}
