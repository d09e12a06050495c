package io.goleta.testkit.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Deletion and what follows from it. */
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
    default void dependentsGoWithTheirLastOwner() {
        Assumptions.assumeTrue(api().hasControllers(), "needs a controller manager beside the API server");
        Answer one = api().configMap("owner-1", "{}");
        Answer two = api().configMap("owner-2", "{}");
        dependent("both", one, two);
        dependent("single", one);
        api().delete(api().core("configmaps/owner-1"), "{propagationPolicy: Background}")
                .ok();
        gone("configmaps/single");
        Answer left = api().eventually(
                        api().core("configmaps/both"),
                        a -> a.at("metadata.ownerReferences").size() == 1);
        assertThat(left.text("metadata.ownerReferences.0.name")).isEqualTo("owner-2");
        api().delete(api().core("configmaps/owner-2"), "{propagationPolicy: Foreground}")
                .ok();
        gone("configmaps/both");
        gone("configmaps/owner-2");
    }

    @Test
    default void orphansStay() {
        Assumptions.assumeTrue(api().hasControllers(), "needs a controller manager beside the API server");
        Answer owner = api().configMap("owner", "{}");
        dependent("orphan", owner);
        api().delete(api().core("configmaps/owner"), "{propagationPolicy: Orphan}")
                .ok();
        gone("configmaps/owner");
        assertThat(api().get(api().core("configmaps/orphan")).ok().at("metadata.ownerReferences"))
                .isEmpty();
    }

    @Test
    default void anObjectWhoseOwnerNeverWasGoesToo() {
        Assumptions.assumeTrue(api().hasControllers(), "needs a controller manager beside the API server");
        Answer owner = api().configMap("owner", "{}");
        api().delete(api().core("configmaps/owner")).ok();
        dependent("late", owner);
        gone("configmaps/late");
    }

    @Test
    default void aNamespaceGoesWithEverythingInIt() {
        Assumptions.assumeTrue(api().hasControllers(), "needs a controller manager beside the API server");
        String name = "sandbox-contract-gone-" + api().suffix();
        String path = "/api/v1/namespaces/" + name;
        Answer created = api().post(
                        "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name))
                .ok();
        assertThat(created.text("status.phase")).isEqualTo("Active");
        assertThat(created.text("spec.finalizers.0")).isEqualTo("kubernetes");
        api().post(
                        path + "/configmaps",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}")
                .ok();
        api().post(path + "/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: free}}")
                .ok();
        api().delete(path).ok();
        assertThat(api().get(path).ok().text("status.phase")).isEqualTo("Terminating");
        api().post(path + "/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: late}}")
                .refused(403, "Forbidden");
        assertThat(api().eventually(path + "/configmaps/free", a -> a.code() == 404)
                        .code())
                .isEqualTo(404);
        api().patch(Api.MERGE, path + "/configmaps/held", "{metadata: {finalizers: null}}")
                .ok();
        assertThat(api().eventually(path, a -> a.code() == 404).code()).isEqualTo(404);
    }

    @Test
    default void everyNamespaceGetsADefaultServiceAccount() {
        Assumptions.assumeTrue(api().hasControllers(), "needs a controller manager beside the API server");
        assertThat(api().eventually(api().core("serviceaccounts/default"), a -> a.code() == 200)
                        .code())
                .isEqualTo(200);
    }

    @Test
    default void aNamespaceIsFinalizedThroughItsOwnDoor() {
        Assumptions.assumeFalse(api().hasControllers(), "the namespace controller would be faster");
        String name = "sandbox-contract-fin-" + api().suffix();
        String path = "/api/v1/namespaces/" + name;
        api().post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name))
                .ok();
        api().delete(path).ok();
        assertThat(api().get(path).ok().text("status.phase")).isEqualTo("Terminating");
        api().put(
                        path + "/finalize",
                        "{apiVersion: v1, kind: Namespace, metadata: {name: %s}, spec: {finalizers: []}}"
                                .formatted(name))
                .ok();
        api().get(path).refused(404, "NotFound");
    }

    private void dependent(String name, Answer... owners) {
        StringBuilder references = new StringBuilder();
        for (Answer owner : owners) {
            references.append("{apiVersion: v1, kind: ConfigMap, name: %s, uid: %s},"
                    .formatted(owner.text("metadata.name"), owner.text("metadata.uid")));
        }
        api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, ownerReferences: [%s]}}"
                                .formatted(name, references))
                .ok();
    }

    private void gone(String path) {
        assertThat(api().eventually(api().core(path), a -> a.code() == 404).code())
                .isEqualTo(404);
    }
}
