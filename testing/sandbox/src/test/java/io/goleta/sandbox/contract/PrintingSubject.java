package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Other forms of objects, and questions that are no objects. */
public interface PrintingSubject extends Subject {

    String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    @Test
    default void listsCanBeTables() {
        api().configMap("a", "{}");
        Answer table = api().getAs(TABLE, api().core("configmaps") + "?fieldSelector=metadata.name%3Da")
                .ok();
        assertThat(table.text("kind")).isEqualTo("Table");
        assertThat(table.text("apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(table.text("columnDefinitions.0.name")).isEqualTo("Name");
        assertThat(table.at("rows")).hasSize(1);
        assertThat(table.text("rows.0.cells.0")).isEqualTo("a");
        assertThat(table.at("rows.0.cells.1").asInt()).isEqualTo(1);
        assertThat(table.text("rows.0.object.kind")).isEqualTo("PartialObjectMetadata");
        assertThat(table.text("metadata.resourceVersion")).isNotEmpty();
        Answer single = api().getAs(TABLE, api().core("configmaps/a")).ok();
        assertThat(single.text("rows.0.cells.0")).isEqualTo("a");
    }

    @Test
    default void listsCanBeMetadataOnly() {
        api().configMap("a", "{}");
        assertThat(api().getAs("text/html", api().core("configmaps")).code()).isEqualTo(406);
        Answer metadata = api().getAs(
                        "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
                        api().core("configmaps") + "?fieldSelector=metadata.name%3Da")
                .ok();
        assertThat(metadata.text("kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(metadata.text("items.0.metadata.name")).isEqualTo("a");
        assertThat(metadata.at("items.0").has("data")).isFalse();
    }

    @Test
    default void oneMayAskWhetherOneMay() {
        Answer review = api().post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                        {apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview,
                         spec: {resourceAttributes: {verb: create, resource: pods}}}
                        """)
                .ok();
        assertThat(review.at("status.allowed").asBoolean()).isTrue();
    }

    @Test
    default void leasesRenew() {
        String leases = api().in("coordination.k8s.io/v1", "leases");
        Answer created = api().post(leases, """
                        {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l},
                         spec: {holderIdentity: a, renewTime: '2024-01-01T00:00:00.000000Z'}}
                        """).ok();
        Answer renewed = api().patch(
                        Api.MERGE,
                        leases + "/l",
                        "{metadata: {resourceVersion: '%s'}, spec: {renewTime: '2024-01-01T00:00:01.000000Z'}}"
                                .formatted(created.text("metadata.resourceVersion")))
                .ok();
        assertThat(renewed.text("spec.renewTime")).startsWith("2024-01-01T00:00:01");
    }
}
