package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Creating, reading and replacing objects, and what the server makes of them. */
public interface ObjectsSubject extends Subject {

    @Test
    default void createdObjectsGetIdentityAndCanBeRead() {
        Answer created = api().configMap("first", "{a: b}");
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.text("metadata.uid")).matches("[0-9a-f-]{36}");
        assertThat(created.text("metadata.resourceVersion")).matches("[1-9][0-9]*");
        assertThat(created.text("metadata.creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(created.text("metadata.namespace")).isEqualTo(api().namespace());
        Answer read = api().get(api().core("configmaps/first")).ok();
        assertThat(read.text("kind")).isEqualTo("ConfigMap");
        assertThat(read.text("apiVersion")).isEqualTo("v1");
        assertThat(read.text("data.key")).isEqualTo("value");
        assertThat(read.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        Answer missing = api().get(api().core("configmaps/missing")).refused(404, "NotFound");
        assertThat(missing.text("message")).isEqualTo("configmaps \"missing\" not found");
        assertThat(missing.text("details.name")).isEqualTo("missing");
        assertThat(missing.text("details.kind")).isEqualTo("configmaps");
        Answer grouped = api().get(api().in("apps/v1", "deployments/missing")).refused(404, "NotFound");
        assertThat(grouped.text("message")).isEqualTo("deployments.apps \"missing\" not found");
        assertThat(grouped.text("details.group")).isEqualTo("apps");
        api().delete(api().core("configmaps/missing")).refused(404, "NotFound");
        api().patch(Api.MERGE, api().core("configmaps/missing"), "{data: {a: b}}")
                .refused(404, "NotFound");
        api().put(api().core("configmaps/missing"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: missing}}")
                .refused(404, "NotFound");
    }

    @Test
    default void aNameIsTakenOnce() {
        api().configMap("once", "{}");
        Answer twice = api().post(api().core("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: once}}")
                .refused(409, "AlreadyExists");
        assertThat(twice.text("message")).isEqualTo("configmaps \"once\" already exists");
    }

    @Test
    default void badNamesLabelsAndKeysAreInvalid() {
        for (String name : new String[] {"Upper", "under_score", "-dash", "a..b", "x".repeat(254)}) {
            api().post(
                            api().core("configmaps"),
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: '%s'}}".formatted(name))
                    .refused(422, "Invalid");
        }
        Answer nameless = api().post(api().core("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {}}")
                .refused(422, "Invalid");
        assertThat(nameless.text("details.causes.0.field")).isEqualTo("metadata.name");
        api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: 'b c'}}}")
                .refused(422, "Invalid");
        api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {'a b': c}}}")
                .refused(422, "Invalid");
        api().post(api().core("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {'a b': c}}")
                .refused(422, "Invalid");
        api().post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: a.b}}")
                .refused(422, "Invalid");
        api().post(
                        api().in("rbac.authorization.k8s.io/v1", "roles"),
                        "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: 'system:a'}, rules: []}")
                .ok();
    }

    @Test
    default void aBodyMustFitItsAddress() {
        api().post(api().core("configmaps"), "{apiVersion: v1, kind: Secret, metadata: {name: a}}")
                .refused(400, "BadRequest");
        api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: elsewhere}}")
                .refused(400, "BadRequest");
        api().configMap("fits", "{}");
        api().put(api().core("configmaps/fits"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}")
                .refused(400, "BadRequest");
        api().post(
                        "/api/v1/namespaces/missing-" + api().suffix() + "/configmaps",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
                .refused(404, "NotFound");
    }

    @Test
    default void aNewObjectMustNotNameAResourceVersion() {
        Answer refused = api().post(
                        api().core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: '1'}}");
        assertThat(refused.code()).isEqualTo(500);
        assertThat(refused.text("message")).contains("resourceVersion should not be set");
        api().get(api().core("configmaps/a")).refused(404, "NotFound");
    }

    @Test
    default void serverOwnedFieldsOfANewObjectAreReplaced() {
        Answer created = api().post(api().core("configmaps"), """
                        {apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: 11111111-1111-1111-1111-111111111111,
                         creationTimestamp: '2001-01-01T00:00:00Z', generation: 7, deletionTimestamp: '2001-01-01T00:00:00Z'}}
                        """).ok();
        assertThat(created.text("metadata.uid")).doesNotStartWith("11111111");
        assertThat(created.text("metadata.creationTimestamp")).doesNotStartWith("2001");
        assertThat(created.at("metadata.deletionTimestamp").isMissingNode()).isTrue();
    }

    @Test
    default void aNameCanBeGenerated() {
        Answer one = api().post(
                        api().core("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: gen-}}")
                .ok();
        Answer two = api().post(
                        api().core("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: gen-}}")
                .ok();
        assertThat(one.text("metadata.name")).matches("gen-[a-z0-9]{5}").isNotEqualTo(two.text("metadata.name"));
        assertThat(one.text("metadata.generateName")).isEqualTo("gen-");
    }

    @Test
    default void replacingChangesTheVersionAndNothingChangesNothing() {
        Answer created = api().configMap("a", "{}");
        ObjectNode object = (ObjectNode) created.body();
        Answer same = api().put(api().core("configmaps/a"), object).ok();
        assertThat(same.text("metadata.resourceVersion")).isEqualTo(created.text("metadata.resourceVersion"));
        object.putObject("data").put("key", "other");
        Answer changed = api().put(api().core("configmaps/a"), object).ok();
        assertThat(changed.text("metadata.resourceVersion")).isNotEqualTo(created.text("metadata.resourceVersion"));
        assertThat(changed.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
        assertThat(changed.text("data.key")).isEqualTo("other");
    }

    @Test
    default void anOldVersionOrAnotherObjectIsAConflict() {
        ObjectNode old = (ObjectNode) api().configMap("a", "{}").body();
        api().patch(Api.MERGE, api().core("configmaps/a"), "{data: {more: data}}")
                .ok();
        old.putObject("data").put("key", "mine");
        api().put(api().core("configmaps/a"), old).refused(409, "Conflict");
        api().patch(
                        Api.MERGE,
                        api().core("configmaps/a"),
                        "{metadata: {resourceVersion: '%s'}, data: {key: mine}}"
                                .formatted(old.path("metadata")
                                        .path("resourceVersion")
                                        .asText()))
                .refused(409, "Conflict");
        api().put(
                        api().core("configmaps/a"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: 11111111-1111-1111-1111-111111111111}}")
                .refused(409, "Conflict");
        api().put(
                        api().core("configmaps/a"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {un: conditional}}")
                .ok();
    }

    @Test
    default void dryRunAnswersButStoresNothing() {
        Answer created = api().post(
                        api().core("configmaps") + "?dryRun=All",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: dry}}")
                .ok();
        assertThat(created.text("metadata.uid")).isNotEmpty();
        api().get(api().core("configmaps/dry")).refused(404, "NotFound");
        api().configMap("wet", "{}");
        assertThat(api().patch(Api.MERGE, api().core("configmaps/wet") + "?dryRun=All", "{data: {key: new}}")
                        .ok()
                        .text("data.key"))
                .isEqualTo("new");
        api().delete(api().core("configmaps/wet") + "?dryRun=All").ok();
        assertThat(api().get(api().core("configmaps/wet")).ok().text("data.key"))
                .isEqualTo("value");
        api().post(api().core("configmaps") + "?dryRun=All", "{apiVersion: v1, kind: ConfigMap, metadata: {name: wet}}")
                .refused(409, "AlreadyExists");
    }

    @Test
    default void secretsEncodeTheirStrings() {
        Answer secret = api().post(
                        api().core("secrets"),
                        "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: plain}}")
                .ok();
        assertThat(secret.text("type")).isEqualTo("Opaque");
        assertThat(new String(Base64.getDecoder().decode(secret.text("data.a"))))
                .isEqualTo("plain");
        assertThat(secret.at("stringData").isMissingNode()).isTrue();
    }

    @Test
    default void servicesGetAddressesAndPorts() {
        Answer service = api().post(api().core("services"), """
                        {apiVersion: v1, kind: Service, metadata: {name: web},
                         spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}}
                        """).ok();
        assertThat(service.text("spec.clusterIP")).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(service.at("spec.ports.0.nodePort").asInt()).isBetween(30000, 32767);
        assertThat(service.text("spec.ports.0.protocol")).isEqualTo("TCP");
        assertThat(service.at("spec.ports.0.targetPort").asInt()).isEqualTo(80);
        api().post(
                        api().core("services"),
                        "{apiVersion: v1, kind: Service, metadata: {name: other}, spec: {clusterIP: %s, ports: [{port: 80}]}}"
                                .formatted(service.text("spec.clusterIP")))
                .refused(422, "Invalid");
        Answer headless = api().post(
                        api().core("services"),
                        "{apiVersion: v1, kind: Service, metadata: {name: none}, spec: {clusterIP: None, ports: [{port: 80}]}}")
                .ok();
        assertThat(headless.text("spec.clusterIP")).isEqualTo("None");
        api().patch(Api.MERGE, api().core("services/web"), "{spec: {clusterIP: 10.96.255.1}}")
                .refused(422, "Invalid");
    }

    @Test
    default void claimsAndVolumesStartPending() {
        Answer claim = api().post(api().core("persistentvolumeclaims"), """
                        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: none,
                         accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                        """).ok();
        assertThat(claim.text("status.phase")).isEqualTo("Pending");
        assertThat(claim.text("spec.volumeMode")).isEqualTo("Filesystem");
    }

    @Test
    default void generationCountsChangesOfTheSpec() {
        String deployment = """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 0, selector: {matchLabels: {a: b}},
                 template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}
                """;
        assertThat(api().post(api().in("apps/v1", "deployments"), deployment)
                        .ok()
                        .at("metadata.generation")
                        .asInt())
                .isEqualTo(1);
        String path = api().in("apps/v1", "deployments/d");
        assertThat(api().patch(Api.MERGE, path, "{metadata: {labels: {x: y}}}")
                        .ok()
                        .at("metadata.generation")
                        .asInt())
                .isEqualTo(1);
        assertThat(api().patch(Api.MERGE, path, "{spec: {minReadySeconds: 5}}")
                        .ok()
                        .at("metadata.generation")
                        .asInt())
                .isEqualTo(2);
        api().patch(Api.MERGE, path, "{spec: {selector: {matchLabels: {a: other}}}}")
                .refused(422, "Invalid");
    }
}
