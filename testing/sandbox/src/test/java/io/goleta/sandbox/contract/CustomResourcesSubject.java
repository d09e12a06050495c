package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Resources that are defined while the server runs. */
public interface CustomResourcesSubject extends Subject {

    String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    @Test
    default void aDefinitionIsEstablishedAndListedInDiscovery() {
        try (Definition widgets = define("subresources: {status: {}}")) {
            Answer crd = widgets.read();
            assertThat(crd.at("status.conditions").toString()).contains("Established", "NamesAccepted");
            assertThat(crd.text("status.storedVersions.0")).isEqualTo("v1");
            assertThat(crd.text("status.acceptedNames.listKind")).isEqualTo("WidgetList");
            Answer group = api().get("/apis/" + widgets.group()).ok();
            assertThat(group.text("preferredVersion.version")).isEqualTo("v1");
            assertThat(group.at("versions")).hasSize(2);
            Answer resources = api().get("/apis/" + widgets.group() + "/v1").ok();
            assertThat(resources.at("resources").toString()).contains("widgets/status", "\"wdg\"");
            assertThat(api().get("/apis").ok().at("groups").toString()).contains(widgets.group());
        }
    }

    @Test
    default void customObjectsLiveInEveryServedVersion() {
        try (Definition widgets = define("subresources: {status: {}}")) {
            Answer created = api().post(widgets.path("v1"), widgets.object("v1", "w", "spec: {size: 1}"))
                    .ok();
            assertThat(created.at("metadata.generation").asInt()).isEqualTo(1);
            Answer other = api().get(widgets.path("v1beta1") + "/w").ok();
            assertThat(other.text("apiVersion")).isEqualTo(widgets.group() + "/v1beta1");
            assertThat(other.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
            Answer list = api().get(widgets.path("v1beta1")).ok();
            assertThat(list.text("kind")).isEqualTo("WidgetList");
            assertThat(list.text("items.0.kind")).isEqualTo("Widget");
            assertThat(list.text("items.0.apiVersion")).isEqualTo(widgets.group() + "/v1beta1");
            api().post(widgets.path("v1"), widgets.object("v1beta1", "x", "spec: {}"))
                    .refused(400, "BadRequest");
            api().post(widgets.path("v1"), "{metadata: {name: x}}").refused(400, "BadRequest");
            api().patch(Api.STRATEGIC, widgets.path("v1") + "/w", "{spec: {size: 2}}")
                    .refused(415, "UnsupportedMediaType");
        }
    }

    @Test
    default void statusIsSeparateWhenDeclared() {
        try (Definition widgets = define("subresources: {status: {}}")) {
            String path = widgets.path("v1") + "/w";
            Answer created = api().post(
                            widgets.path("v1"), widgets.object("v1", "w", "spec: {size: 1}, status: {phase: Early}"))
                    .ok();
            assertThat(created.at("status").isMissingNode()).isTrue();
            assertThat(api().patch(Api.MERGE, path, "{status: {phase: Main}}")
                            .ok()
                            .at("status")
                            .isMissingNode())
                    .isTrue();
            Answer status = api().patch(Api.MERGE, path + "/status", "{status: {phase: Done}, spec: {size: 9}}")
                    .ok();
            assertThat(status.text("status.phase")).isEqualTo("Done");
            assertThat(status.at("spec.size").asInt()).isEqualTo(1);
            assertThat(status.at("metadata.generation").asInt()).isEqualTo(1);
            Answer spec = api().patch(Api.MERGE, path, "{spec: {size: 2}}").ok();
            assertThat(spec.text("status.phase")).isEqualTo("Done");
            assertThat(spec.at("metadata.generation").asInt()).isEqualTo(2);
        }
    }

    @Test
    default void statusIsAnOrdinaryFieldWhenNotDeclared() {
        try (Definition widgets = define("served: true")) {
            String path = widgets.path("v1") + "/w";
            Answer created = api().post(
                            widgets.path("v1"), widgets.object("v1", "w", "spec: {size: 1}, status: {phase: New}"))
                    .ok();
            assertThat(created.text("status.phase")).isEqualTo("New");
            assertThat(api().get(path + "/status").code()).isEqualTo(404);
            Answer patched =
                    api().patch(Api.MERGE, path, "{status: {phase: Done}}").ok();
            assertThat(patched.text("status.phase")).isEqualTo("Done");
            assertThat(patched.at("metadata.generation").asInt()).isEqualTo(2);
        }
    }

    @Test
    default void replacingACustomObjectNeedsItsVersion() {
        try (Definition widgets = define("served: true")) {
            Answer created = api().post(widgets.path("v1"), widgets.object("v1", "w", "spec: {size: 1}"))
                    .ok();
            ObjectNode object = (ObjectNode) created.body();
            ((ObjectNode) object.get("metadata")).remove("resourceVersion");
            api().put(widgets.path("v1") + "/w", object).refused(422, "Invalid");
        }
    }

    @Test
    default void schemasAreEnforcedPrunedAndDefaulted() {
        try (Definition widgets = define("served: true")) {
            api().post(widgets.path("v1"), widgets.object("v1", "bad", "spec: {size: many}"))
                    .refused(422, "Invalid");
            api().post(widgets.path("v1"), widgets.object("v1", "bad", "spec: {mode: sideways}"))
                    .refused(422, "Invalid");
            api().post(widgets.path("v1"), widgets.object("v1", "bad", "spec: {since: soon}"))
                    .refused(422, "Invalid");
            api().post(widgets.path("v1"), widgets.object("v1", "bad", "spec: {since: '2026-01-01T00:00:00'}"))
                    .refused(422, "Invalid");
            api().post(
                            widgets.path("v1"),
                            widgets.object("v1", "times", "spec: {since: '2026-01-01T00:00:00.5+02:00'}"))
                    .ok();
            Answer created = api().post(
                            widgets.path("v1"),
                            widgets.object("v1", "good", "spec: {size: 1, unknown: x, free: {any: thing}}"))
                    .ok();
            assertThat(created.at("spec").has("unknown")).isFalse();
            assertThat(created.text("spec.free.any")).isEqualTo("thing");
            assertThat(created.text("spec.mode")).isEqualTo("up");
        }
    }

    @Test
    default void whatWasValidOnceMayStayAsItIs() {
        String minor = api().get("/version").ok().text("minor").replaceAll("\\D", "");
        Assumptions.assumeTrue(Integer.parseInt(minor) >= 30, "this Kubernetes checks unchanged fields again");
        try (Definition widgets = define("served: true")) {
            // The other version has no schema, so that the object is invalid in this one.
            api().post(widgets.path("v1beta1"), widgets.object("v1beta1", "old", "spec: {size: many}"))
                    .ok();
            String path = widgets.path("v1") + "/old";

            assertThat(api().patch(Api.MERGE, path, "{status: {phase: Done}}")
                            .ok()
                            .text("status.phase"))
                    .isEqualTo("Done");
            api().patch(Api.MERGE, path, "{spec: {size: more}}").refused(422, "Invalid");
        }
    }

    @Test
    default void aDefinitionGoesWithItsObjects() {
        Definition widgets = define("served: true");
        api().post(widgets.path("v1"), widgets.object("v1", "w", "spec: {size: 1}"))
                .ok();
        widgets.close();
        assertThat(api().eventually(widgets.crdPath(), a -> a.code() == 404).code())
                .isEqualTo(404);
        assertThat(api().eventually(widgets.path("v1"), a -> a.code() == 404).code())
                .isEqualTo(404);
        Definition again = widgets.create();
        assertThat(api().get(again.path("v1")).ok().names()).isEmpty();
        again.close();
    }

    @Test
    default void abrokenDefinitionIsInvalid() {
        api().post(CRDS, """
                        {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: wrong.example.com},
                         spec: {group: example.com, scope: Namespaced, names: {plural: widgets, kind: Widget},
                          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}
                        """).refused(422, "Invalid");
    }

    private Definition define(String extra) {
        return new Definition(api(), "g" + api().suffix() + ".example.com", extra).create();
    }

    /** A custom resource definition with two served versions; closing deletes it. */
    record Definition(Api api, String group, String extra) implements AutoCloseable {

        Definition create() {
            api.post(CRDS, """
                            {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.%1$s},
                             spec: {group: %1$s, scope: Namespaced, names: {plural: widgets, kind: Widget, shortNames: [wdg]},
                              versions: [
                               {name: v1, served: true, storage: true, %2$s, schema: &schema {openAPIV3Schema: {type: object,
                                properties: {spec: {type: object, properties: {size: {type: integer},
                                 mode: {type: string, enum: [up, down], default: up}, since: {type: string, format: date-time},
                                 free: {type: object, x-kubernetes-preserve-unknown-fields: true}}},
                                 status: {type: object, x-kubernetes-preserve-unknown-fields: true}}}},
                                additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]},
                               {name: v1beta1, served: true, storage: false, %2$s, schema: {openAPIV3Schema: {type: object,
                                x-kubernetes-preserve-unknown-fields: true}}}]}}
                            """.formatted(group, extra)).ok();
            api.eventually(path("v1"), a -> a.code() == 200).ok();
            api.eventually("/apis/" + group + "/v1", a -> a.code() == 200).ok();
            api.eventually("/apis/" + group, a -> a.at("versions").size() == 2).ok();
            return this;
        }

        Answer read() {
            return api.get(crdPath()).ok();
        }

        String crdPath() {
            return CRDS + "/widgets." + group;
        }

        String path(String version) {
            return api.in(group + "/" + version, "widgets");
        }

        String object(String version, String name, String fields) {
            return "{apiVersion: %s/%s, kind: Widget, metadata: {name: %s}, %s}"
                    .formatted(group, version, name, fields);
        }

        @Override
        public void close() {
            api.delete(crdPath());
        }
    }
}
