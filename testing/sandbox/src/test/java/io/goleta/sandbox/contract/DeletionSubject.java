package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Deletion, and what holds it back. */
public interface DeletionSubject extends Subject {

    @Test
    default void deletingAnswersWithAStatusAndTheObjectIsGone() {
        Answer created = api().configMap("a", "{}");
        Answer deleted = api().delete(api().core("configmaps/a")).ok();
        assertThat(deleted.text("kind")).isEqualTo("Status");
        assertThat(deleted.text("status")).isEqualTo("Success");
        assertThat(deleted.text("details.uid")).isEqualTo(created.text("metadata.uid"));
        api().get(api().core("configmaps/a")).refused(404, "NotFound");
    }

    @Test
    default void preconditionsAreChecked() {
        Answer created = api().configMap("a", "{}");
        String path = api().core("configmaps/a");
        api().delete(path, "{preconditions: {uid: 11111111-1111-1111-1111-111111111111}}")
                .refused(409, "Conflict");
        api().delete(path, "{preconditions: {resourceVersion: '1'}}").refused(409, "Conflict");
        api().delete(path, "{preconditions: {uid: %s}}".formatted(created.text("metadata.uid")))
                .ok();
    }

    @Test
    default void finalizersHoldAnObjectBackUntilTheyAreGone() {
        api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}")
                .ok();
        String path = api().core("configmaps/held");
        Answer marked = api().delete(path).ok();
        assertThat(marked.text("kind")).isEqualTo("ConfigMap");
        assertThat(marked.text("metadata.deletionTimestamp")).isNotEmpty();
        assertThat(api().get(path).ok().text("metadata.deletionTimestamp")).isNotEmpty();
        api().patch(Api.MERGE, path, "{metadata: {finalizers: [example.com/hold, example.com/more]}}")
                .refused(422, "Invalid");
        Answer released =
                api().patch(Api.MERGE, path, "{metadata: {finalizers: null}}").ok();
        assertThat(released.text("metadata.name")).isEqualTo("held");
        api().get(path).refused(404, "NotFound");
    }

    @Test
    default void aCollectionIsDeletedBySelector() {
        api().configMap("a", "{drop: 'yes'}");
        api().configMap("b", "{drop: 'yes'}");
        api().configMap("c", "{drop: 'no'}");
        Answer deleted = api().delete(api().core("configmaps") + "?labelSelector=drop%3Dyes")
                .ok();
        assertThat(deleted.text("kind")).isEqualTo("ConfigMapList");
        assertThat(api().get(api().core("configmaps") + "?labelSelector=drop")
                        .ok()
                        .names())
                .containsExactly("c");
        assertThat(api().delete("/api/v1/namespaces").code()).isEqualTo(405);
    }

    @Test
    default void aNamespaceIsFinalizedThroughItsOwnDoor() {
        String name = "sandbox-contract-fin-" + api().suffix();
        String path = "/api/v1/namespaces/" + name;
        Answer created = api().post(
                        "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name))
                .ok();
        assertThat(created.text("status.phase")).isEqualTo("Active");
        assertThat(created.text("spec.finalizers.0")).isEqualTo("kubernetes");
        // Content that stays keeps a namespace controller from being faster than this test.
        api().post(
                        path + "/configmaps",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}")
                .ok();
        api().delete(path).ok();
        assertThat(api().get(path).ok().text("status.phase")).isEqualTo("Terminating");
        api().post(path + "/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: late}}")
                .refused(403, "Forbidden");
        api().put(
                        path + "/finalize",
                        "{apiVersion: v1, kind: Namespace, metadata: {name: %s}, spec: {finalizers: []}}"
                                .formatted(name))
                .ok();
        api().get(path).refused(404, "NotFound");
        api().patch(Api.MERGE, path + "/configmaps/held", "{metadata: {finalizers: null}}");
    }
}
