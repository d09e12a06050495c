package io.goleta.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How clients learn what there is. */
public interface DiscoverySubject extends Subject {

    @Test
    default void tellsItsVersionAndThatItIsWell() {
        assertThat(api().get("/version").ok().text("gitVersion")).startsWith("v1.");
        for (String path : List.of("/healthz", "/livez", "/readyz")) {
            Answer answer = api().get(path).ok();
            assertThat(answer.body().asText()).isEqualTo("ok");
        }
    }

    @Test
    default void listsTheCoreResourcesWithVerbsAndShortNames() {
        assertThat(api().get("/api").ok().at("versions.0").asText()).isEqualTo("v1");
        Answer core = api().get("/api/v1").ok();
        assertThat(core.text("kind")).isEqualTo("APIResourceList");
        JsonNode pods = named(core.at("resources"), "pods");
        assertThat(pods.path("namespaced").asBoolean()).isTrue();
        assertThat(pods.path("kind").asText()).isEqualTo("Pod");
        assertThat(texts(pods.path("shortNames"))).containsExactly("po");
        assertThat(texts(pods.path("verbs")))
                .containsExactlyInAnyOrder(
                        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        assertThat(named(core.at("resources"), "pods/status").isMissingNode()).isFalse();
        assertThat(named(core.at("resources"), "nodes").path("namespaced").asBoolean())
                .isFalse();
        assertThat(texts(named(core.at("resources"), "namespaces").path("verbs")))
                .doesNotContain("deletecollection");
    }

    @Test
    default void listsGroupsWithTheirPreferredVersion() {
        Answer groups = api().get("/apis").ok();
        assertThat(groups.text("kind")).isEqualTo("APIGroupList");
        JsonNode apps = named(groups.at("groups"), "apps");
        assertThat(Api.at(apps, "preferredVersion.groupVersion").asText()).isEqualTo("apps/v1");
        assertThat(api().get("/apis/apps").ok().text("kind")).isEqualTo("APIGroup");
        Answer resources = api().get("/apis/apps/v1").ok();
        assertThat(named(resources.at("resources"), "deployments/scale")
                        .path("group")
                        .asText())
                .isEqualTo("autoscaling");
        for (String known : List.of(
                "batch",
                "rbac.authorization.k8s.io",
                "storage.k8s.io",
                "networking.k8s.io",
                "policy",
                "autoscaling",
                "scheduling.k8s.io",
                "apiextensions.k8s.io",
                "coordination.k8s.io",
                "admissionregistration.k8s.io")) {
            assertThat(named(groups.at("groups"), known).isMissingNode())
                    .as(known)
                    .isFalse();
        }
    }

    @Test
    default void knowsNoOtherGroupsKindsAndPaths() {
        assertThat(api().get("/apis/nowhere.example.com").code()).isEqualTo(404);
        assertThat(api().get("/apis/nowhere.example.com/v1").code()).isEqualTo(404);
        assertThat(api().get("/apis/apps/v7").code()).isEqualTo(404);
        assertThat(api().get("/apis/nowhere.example.com/v1/things").code()).isEqualTo(404);
        api().get("/apis/apps/v1/things").refused(404, "NotFound");
        api().get(api().core("things")).refused(404, "NotFound");
        assertThat(api().get("/nothing").code()).isEqualTo(404);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode element : list) {
            if (element.path("name").asText().equals(name)) {
                return element;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
