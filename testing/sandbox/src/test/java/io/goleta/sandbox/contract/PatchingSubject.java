package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The four kinds of patches. */
public interface PatchingSubject extends Subject {

    @Test
    default void jsonPatchesEditInPlace() {
        api().configMap("a", "{x: y}");
        String path = api().core("configmaps/a");
        Answer patched = api().patch(Api.JSON_PATCH, path, """
                        [{op: test, path: /data/key, value: value}, {op: replace, path: /data/key, value: new},
                         {op: add, path: /metadata/labels/a~1b, value: c}, {op: remove, path: /metadata/labels/x}]
                        """).ok();
        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.text("data.key")).isEqualTo("new");
        assertThat(patched.at("metadata.labels").path("a/b").asText()).isEqualTo("c");
        assertThat(patched.at("metadata.labels").has("x")).isFalse();
        api().patch(Api.JSON_PATCH, path, "[{op: test, path: /data/key, value: other}]")
                .refused(422, "Invalid");
        api().patch(Api.JSON_PATCH, path, "[{op: remove, path: /data/missing}]").refused(422, "Invalid");
    }

    @Test
    default void mergePatchesMergeAndNullDeletes() {
        api().configMap("a", "{x: y}");
        Answer patched = api().patch(
                        Api.MERGE, api().core("configmaps/a"), "{data: {key: null, b: c}, metadata: {labels: null}}")
                .ok();
        assertThat(patched.at("data").has("key")).isFalse();
        assertThat(patched.text("data.b")).isEqualTo("c");
        assertThat(patched.at("metadata").has("labels")).isFalse();
        api().patch(Api.MERGE, api().core("configmaps/a"), "{metadata: {name: other}}")
                .refused(400, "BadRequest");
        assertThat(api().patch("text/plain", api().core("configmaps/a"), "{}").code())
                .isEqualTo(415);
    }

    @Test
    default void managedFieldsThatAClientGivesAreKept() {
        api().configMap("a", "{x: y}");
        String path = api().core("configmaps/a");
        api().patch(Api.MERGE, path, """
                        {metadata: {managedFields: [{manager: helm, operation: Update, apiVersion: v1, fieldsType: FieldsV1,
                         time: "2026-01-01T00:00:00Z", fieldsV1: {"f:data": {"f:x": {}}}}]}}
                        """).ok();

        Answer changed =
                api().patch(Api.MERGE, path, "{metadata: {labels: {a: b}}}").ok();

        assertThat(changed.at("metadata.managedFields").toString()).contains("\"helm\"", "\"f:x\"");
        api().patch(Api.MERGE, path, "{metadata: {managedFields: [{}]}}").ok();
        assertThat(api().get(path).ok().at("metadata.managedFields").toString()).doesNotContain("helm");
    }

    @Test
    default void strategicPatchesMergeListsByKey() {
        deployment();
        String path = api().in("apps/v1", "deployments/d");
        Answer patched = api().patch(Api.STRATEGIC, path, """
                        {spec: {template: {spec: {containers: [{name: second, image: new},
                          {name: first, env: [{name: A, value: changed}, {name: C, value: c}]}]}}}}
                        """).ok();
        String containers = "spec.template.spec.containers.";
        assertThat(patched.at("spec.template.spec.containers")).hasSize(2);
        int first = patched.text(containers + "0.name").equals("first") ? 0 : 1;
        assertThat(patched.text(containers + first + ".image")).isEqualTo("one");
        assertThat(patched.at(containers + first + ".env")).hasSize(3);
        assertThat(patched.at(containers + first + ".env").toString())
                .contains("changed")
                .contains("\"b\"");
        assertThat(patched.text(containers + (1 - first) + ".image")).isEqualTo("new");
        Answer removed = api().patch(
                        Api.STRATEGIC,
                        path,
                        "{spec: {template: {spec: {containers: [{name: second, $patch: delete}]}}}}")
                .ok();
        assertThat(removed.at("spec.template.spec.containers")).hasSize(1);
        Answer replaced = api().patch(
                        Api.STRATEGIC,
                        path,
                        "{spec: {template: {spec: {nodeSelector: {$patch: replace, only: this}}}}}")
                .ok();
        assertThat(replaced.text("spec.template.spec.nodeSelector.only")).isEqualTo("this");
    }

    @Test
    default void finalizersMergeAsASetInStrategicPatches() {
        api().configMap("f", "{}");
        String path = api().core("configmaps/f");
        api().patch(Api.STRATEGIC, path, "{metadata: {finalizers: [example.com/a]}}")
                .ok();
        Answer both = api().patch(Api.STRATEGIC, path, "{metadata: {finalizers: [example.com/b]}}")
                .ok();
        assertThat(both.at("metadata.finalizers")).hasSize(2);
        Answer one = api().patch(
                        Api.STRATEGIC, path, "{metadata: {$deleteFromPrimitiveList/finalizers: [example.com/a]}}")
                .ok();
        assertThat(one.at("metadata.finalizers").toString()).isEqualTo("[\"example.com/b\"]");
        api().patch(Api.MERGE, path, "{metadata: {finalizers: null}}").ok();
    }

    @Test
    default void applyCreatesUpdatesAndTakesBackWhatIsNoLongerApplied() {
        String path = api().core("configmaps/applied") + "?fieldManager=contract&force=true";
        String head = "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied, labels: {a: b}}, ";
        Answer created = api().patch(Api.APPLY, path, head + "data: {one: '1', two: '2'}}");
        assertThat(created.code()).isEqualTo(201);
        api().patch(Api.MERGE, api().core("configmaps/applied"), "{data: {three: '3'}}")
                .ok();
        Answer changed =
                api().patch(Api.APPLY, path, head + "data: {one: new}}").ok();
        assertThat(changed.code()).isEqualTo(200);
        assertThat(changed.text("data.one")).isEqualTo("new");
        assertThat(changed.at("data").has("two")).isFalse();
        assertThat(changed.text("data.three")).isEqualTo("3");
        assertThat(changed.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
        assertThat(api().patch(Api.APPLY, path, head + "data: {one: new}}").ok().text("metadata.resourceVersion"))
                .isEqualTo(changed.text("metadata.resourceVersion"));
        api().patch(Api.APPLY, api().core("configmaps/applied"), head + "data: {}}")
                .refused(422, "Invalid");
    }

    @Test
    default void applyMergesContainersByName() {
        deployment();
        Answer applied = api().patch(
                        Api.APPLY, api().in("apps/v1", "deployments/d") + "?fieldManager=contract&force=true", """
                        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d},
                         spec: {template: {spec: {containers: [{name: first, image: applied}]}}}}
                        """)
                .ok();
        assertThat(applied.at("spec.template.spec.containers")).hasSize(2);
        assertThat(applied.at("spec.template.spec.containers").toString()).contains("applied", "two");
    }

    @Test
    default void statusAndScaleAreTheirOwnDoors() {
        deployment();
        String path = api().in("apps/v1", "deployments/d");
        Answer main = api().patch(Api.MERGE, path, "{status: {observedGeneration: 77}}")
                .ok();
        assertThat(main.at("status.observedGeneration").asInt()).isNotEqualTo(77);
        Answer status = api().patch(
                        Api.MERGE, path + "/status", "{status: {observedGeneration: 78}, spec: {paused: true}}")
                .ok();
        assertThat(status.at("status.observedGeneration").asInt()).isEqualTo(78);
        assertThat(status.at("spec.paused").asBoolean()).isFalse();
        Answer scale = api().get(path + "/scale").ok();
        assertThat(scale.text("kind")).isEqualTo("Scale");
        Answer scaled =
                api().patch(Api.MERGE, path + "/scale", "{spec: {replicas: 2}}").ok();
        assertThat(scaled.at("spec.replicas").asInt()).isEqualTo(2);
        assertThat(api().get(path).ok().at("spec.replicas").asInt()).isEqualTo(2);
    }

    private void deployment() {
        api().post(api().in("apps/v1", "deployments"), """
                        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 0, paused: false,
                         selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {
                          nodeSelector: {old: selector}, containers: [
                          {name: first, image: one, env: [{name: A, value: a}, {name: B, value: b}]},
                          {name: second, image: two}]}}}}
                        """).ok();
    }
}
