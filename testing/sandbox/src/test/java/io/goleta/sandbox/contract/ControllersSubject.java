package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a controller manager does beside the API server: garbage collection, the end of namespaces, service accounts. */
public interface ControllersSubject extends Subject {

    @Test
    default void dependentsGoWithTheirLastOwner() {
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
        Answer owner = api().configMap("owner", "{}");
        api().delete(api().core("configmaps/owner")).ok();
        dependent("late", owner);
        gone("configmaps/late");
    }

    @Test
    default void aNamespaceGoesWithEverythingInIt() {
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
        assertThat(api().eventually(api().core("serviceaccounts/default"), a -> a.code() == 200)
                        .code())
                .isEqualTo(200);
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
