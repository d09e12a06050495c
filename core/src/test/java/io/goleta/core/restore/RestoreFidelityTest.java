package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.definition;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Restore;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes back is what was there, and what does not is named. */
@Timeout(60)
class RestoreFidelityTest {
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
    void aJobThatFailedDoesNotRunAgain() {
        KubernetesObject failed =
                job("failed").with(List.of(Map.of("type", "Failed", "status", "True")), "status", "conditions");
        KubernetesObject retried =
                job("retried").with(List.of(Map.of("type", "Failed", "status", "False")), "status", "conditions");
        scenario.backup(List.of(failed, retried));

        scenario.restore(Map.of());

        assertThat(scenario.list("jobs.batch", "shop"))
                .extracting(KubernetesObject::name)
                .containsExactly("retried");
        assertThat(scenario.log("r0")).contains("Skipped: the job had failed");
    }

    @Test
    void theStatusOfAResourceWithoutSubresourceComesBack() {
        KubernetesObject foo = object("example.com/v1", "Foo", "shop", "one").with("ready", "status", "state");
        scenario.backup(List.of(definition("foos", "Foo"), foo));

        RestoreReport report =
                scenario.restore(Map.of("restoreStatus", Map.of("includedResources", List.of("foos.example.com"))));

        assertThat(report.warnings()).isZero();
        scenario.cluster().refreshDiscovery();
        assertThat(scenario.get("foos.example.com", "shop", "one").string("status", "state"))
                .contains("ready");
    }

    @Test
    void aVersionThatWasRemovedIsReplacedByItsSuccessorWithTheSameFields() {
        KubernetesObject cronJob = object("batch/v1beta1", "CronJob", "shop", "nightly")
                .with("0 1 * * *", "spec", "schedule")
                .with("Never", "spec", "jobTemplate", "spec", "template", "spec", "restartPolicy")
                .with(
                        List.of(Map.of("name", "app", "image", "app:1")),
                        "spec",
                        "jobTemplate",
                        "spec",
                        "template",
                        "spec",
                        "containers");
        scenario.backup(List.of(cronJob, cronJob.with("hourly", "metadata", "name")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 2, null));
        assertThat(scenario.get("cronjobs.batch", "shop", "nightly").string("spec", "schedule"))
                .contains("0 1 * * *");
        assertThat(scenario.results("r0"))
                .contains(
                        "cronjobs.batch in the backup are of version batch/v1beta1, which the API server does not serve"
                                + " any more; they are restored as batch/v1");
    }

    @Test
    void aVersionThatWasRemovedAndDiffersFromItsSuccessorIsAnErrorThatNamesBoth() {
        scenario.backup(List.of(object("networking.k8s.io/v1beta1", "Ingress", "shop", "web")
                .with("web", "spec", "backend", "serviceName")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.errors()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains("error restoring ingresses.networking.k8s.io/shop/web: the backup holds it as"
                        + " networking.k8s.io/v1beta1, which the API server does not serve; it serves"
                        + " networking.k8s.io/v1, whose fields may differ");
    }

    @Test
    void aBudgetThatSelectedNothingStillDoes() {
        KubernetesObject budget =
                object("policy/v1beta1", "PodDisruptionBudget", "shop", "none").with(Map.of(), "spec", "selector");

        assertThat(RemovedVersions.successor(budget)).hasValueSatisfying(successor -> {
            assertThat(successor.apiVersion()).isEqualTo("policy/v1");
            assertThat(successor.get("spec", "selector")).isEmpty();
        });
        assertThat(RemovedVersions.successor(budget.with("web", "spec", "selector", "matchLabels", "app")))
                .hasValueSatisfying(successor ->
                        assertThat(successor.get("spec", "selector")).isPresent());
    }

    @Test
    void objectsThatAnActionGivesOneNameAreNamedInAWarning() {
        scenario.plugin(Actions.action(
                "test/rename",
                ItemSelector.resources("configmaps"),
                result -> RestoreItemResult.of(result.item().with("one", "metadata", "name"))));
        scenario.backup(List.of(configMap("shop", "blue"), configMap("shop", "green")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 1, null));
        assertThat(scenario.list("configmaps", "shop"))
                .extracting(KubernetesObject::name)
                .contains("one")
                .doesNotContain("blue", "green");
        assertThat(scenario.results("r0"))
                .contains("configmaps/shop/blue", "configmaps/shop/green", "is restored as configmaps/shop/one");
    }

    @Test
    void aBadSelectorOfAPluginIsReportedWithItsName() {
        scenario.plugin(
                Actions.action("test/broken", ItemSelector.resources("pods").withLabels("a in (b"), result -> result));
        scenario.backup(List.of(configMap("shop", "settings")));

        assertThatThrownBy(() -> scenario.restore(Map.of()))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PLUGIN))
                .hasMessageContaining("item action test/broken has an invalid selector: ");
    }

    @Test
    void whatIsNeededButLeftOutByTheFiltersIsInTheLog() {
        KubernetesObject pod = Samples.withClaim(pod("shop", "db"), "data", "data-db");
        scenario.backup(List.of(pod, Samples.claim("shop", "data-db", "pv-1")));

        scenario.restore(Map.of("excludedResources", List.of("persistentvolumeclaims")));

        assertThat(scenario.log("r0"))
                .contains("persistentvolumeclaims/shop/data-db, which pods/shop/db needs, is left out by the filters");
    }

    @Test
    void aRestoreThatAsksForEverythingThatIsNotDoneIsToldSo() {
        KubernetesObject pod = pod("shop", "db")
                .withAnnotation("init.hook.restore.velero.io/command", "[\"/prepare\"]")
                .withAnnotation("post.hook.restore.velero.io/command", "[\"/warm-up\"]");
        scenario.backup(List.of(pod));

        RestoreReport report = scenario.restore(Map.of(
                "hooks", Map.of("resources", List.of(Map.of("name", "hook"))),
                "resourceModifier", Map.of("kind", "configmap", "name", "rules"),
                "restorePVs", true,
                "uploaderConfig", Map.of("writeSparseFiles", true),
                "itemOperationTimeout", "1h0m0s"));

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 6, 0, 1, null));
        assertThat(scenario.results("r0"))
                .contains(
                        "spec.hooks.resources is not supported",
                        "spec.resourceModifier is not supported",
                        "spec.restorePVs is not supported",
                        "spec.uploaderConfig is not supported",
                        "annotation init.hook.restore.velero.io/command is not supported",
                        "annotation post.hook.restore.velero.io/command is not supported");
    }

    private static KubernetesObject job(String name) {
        return object("batch/v1", "Job", "shop", name)
                .with("Never", "spec", "template", "spec", "restartPolicy")
                .with(List.of(Map.of("name", "app", "image", "app:1")), "spec", "template", "spec", "containers");
    }
}
