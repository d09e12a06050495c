package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedRequestsTest {
    private static final Iterable<CrdDocument> DOCUMENTS = CrdDocument.all();

    /** By the restorer of statuses, by the node agents, and by the validation of locations, which names them. */
    private static final Set<String> READ_FROM_JSON =
            Set.of("restoreStatus", "cancel", "uploaderSettings", "objectStorage.caCertRef", "credential.optional");

    private static final Map<String, Object> HOOKS = Map.of("resources", List.of(Map.of("name", "freeze")));

    @Test
    void eachFieldOfABackupThatAsksForMoreThanIsDoneIsNamed() {
        assertThat(UnsupportedRequests.ofBackup(run(Map.of(
                        "hooks",
                        HOOKS,
                        "snapshotVolumes",
                        true,
                        "volumeSnapshotLocations",
                        List.of("default"),
                        "snapshotMoveData",
                        true,
                        "datamover",
                        "velero",
                        "resourcePolicy",
                        Map.of("kind", "configmap", "name", "policy"),
                        "excludedNamespaceScopedResources",
                        List.of("secrets"),
                        "uploaderConfig",
                        Map.of("parallelFilesUpload", 4)))))
                .hasSize(8)
                .contains(
                        "spec.hooks.resources is not supported: no hook is run",
                        "spec.resourcePolicy is not supported: the resource policy is not applied",
                        "spec.excludedNamespaceScopedResources is not supported: the filter is not applied; the backup may"
                                + " hold more than it allows");
    }

    @Test
    void limitsAreRequestsOnlyWhenTheyAreNotTheUsualOnes() {
        assertThat(UnsupportedRequests.ofBackup(
                        run(Map.of("csiSnapshotTimeout", "30m0s", "itemOperationTimeout", "4h0m0s"))))
                .containsExactly(
                        "spec.csiSnapshotTimeout is not supported: it has no effect; there are no snapshots and"
                                + " no asynchronous operations");
    }

    @Test
    void annotationsThatAskForSnapshotsAreNamed() {
        String snapshotClass = "velero.io/csi-volumesnapshot-class";
        assertThat(UnsupportedRequests.ofBackup(run(Map.of()).withAnnotation(snapshotClass + "_disk", "fast")))
                .singleElement()
                .asString()
                .startsWith("annotation velero.io/csi-volumesnapshot-class_disk is not supported");
        assertThat(UnsupportedRequests.ofClaimInBackup(run(Map.of()).withAnnotation(snapshotClass, "fast")))
                .hasSize(1);
        assertThat(UnsupportedRequests.ofPodInRestore(run(Map.of()).withAnnotation("snapshot.velero.io/data", "1a2b")))
                .containsExactly("annotation snapshot.velero.io/data is not supported: files that Velero 1.1 or older"
                        + " backed up are not restored");
    }

    @Test
    void eachFieldOfARestoreThatAsksForMoreThanIsDoneIsNamed() {
        assertThat(UnsupportedRequests.ofRestore(run(Map.of(
                        "hooks",
                        HOOKS,
                        "restorePVs",
                        true,
                        "resourceModifier",
                        Map.of("kind", "configmap", "name", "rules"),
                        "uploaderConfig",
                        Map.of("writeSparseFiles", true)))))
                .hasSize(4)
                .contains("spec.resourceModifier is not supported: the resource modifier is not applied");
    }

    @Test
    void whatClientsAlwaysSetIsNoRequest() {
        KubernetesObject run = run(Map.of(
                "hooks",
                Map.of("resources", List.of()),
                "snapshotVolumes",
                false,
                "restorePVs",
                false,
                "datamover",
                "",
                "volumeSnapshotLocations",
                List.of(),
                "uploaderConfig",
                Map.of(),
                "csiSnapshotTimeout",
                "10m0s",
                "itemOperationTimeout",
                "4h0m0s"));

        assertThat(UnsupportedRequests.ofBackup(run)).isEmpty();
        assertThat(UnsupportedRequests.ofRestore(run)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pre.hook.backup.velero.io/command",
                "post.hook.backup.velero.io/command",
                "hook.backup.velero.io/command"
            })
    void aHookOfAPodThatIsBackedUpIsNamed(String annotation) {
        assertThat(UnsupportedRequests.ofPodInBackup(pod(annotation)))
                .containsExactly("annotation " + annotation + " is not supported: no hook is run");
        assertThat(UnsupportedRequests.ofPodInRestore(pod(annotation))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init.hook.restore.velero.io/command", "post.hook.restore.velero.io/command"})
    void aHookOfAPodThatIsRestoredIsNamed(String annotation) {
        assertThat(UnsupportedRequests.ofPodInRestore(pod(annotation)))
                .containsExactly("annotation " + annotation + " is not supported: no hook is run");
        assertThat(UnsupportedRequests.ofPodInBackup(pod(annotation))).isEmpty();
    }

    @Test
    void thePageOnCompatibilityNamesThemAll() throws IOException {
        String page = Files.readString(Path.of("../docs/velero-compatibility.md"));

        assertThat(UnsupportedRequests.names()).allMatch(name -> page.contains("`" + name + "`"));
    }

    /** A field that an API server takes has a place in the typed view, is read from the JSON, or is known as one that is not read. */
    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void noFieldOfASpecIsUnknown(CrdDocument document) throws IOException {
        Map<?, ?> crd = new YAMLMapper().readValue(document.yaml(), Map.class);
        KubernetesObject definition = KubernetesObject.of(Map.of("crd", crd));
        Map<String, Object> spec =
                definition.map("crd", "spec", "versions", "0", "schema", "openAPIV3Schema", "properties", "spec");

        assertThat(untyped(KubernetesObject.of(spec), ""))
                .allMatch(path -> READ_FROM_JSON.contains(path) || UnsupportedRequests.knows(document.type(), path));
    }

    /** The fields that the typed view lacks, as paths below the spec. */
    private static List<String> untyped(KubernetesObject schema, String prefix) {
        List<String> paths = new ArrayList<>();
        schema.map("properties").forEach((field, child) -> {
            KubernetesObject property = KubernetesObject.of(asMap(child));
            if (property.isTrue("x-kubernetes-preserve-unknown-fields")) {
                paths.add(prefix + field);
            } else if (!field.equals("template")) { // of a schedule, which is the spec of a Backup
                paths.addAll(untyped(property, prefix + field + "."));
            }
        });
        return paths;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private static KubernetesObject run(Map<String, Object> spec) {
        return KubernetesObject.of(
                Map.of("apiVersion", "velero.io/v1", "kind", "Backup", "metadata", Map.of("name", "b1"), "spec", spec));
    }

    private static KubernetesObject pod(String annotation) {
        return KubernetesObject.of(Map.of(
                "apiVersion", "v1",
                "kind", "Pod",
                "metadata", Map.of("name", "db", "annotations", Map.of(annotation, "[\"/bin/true\"]"))));
    }
}
