package io.goleta.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourceOrderTest {
    private static final Set<String> ALL_VERBS = Set.of("list", "create", "get", "delete", "watch");

    @Test
    void putsPodsClaimsAndVolumesFirst() {
        assertThat(orderOf("configmaps", "persistentvolumes", "pods", "persistentvolumeclaims", "secrets"))
                .containsExactly("pods", "persistentvolumeclaims", "persistentvolumes", "configmaps", "secrets");
    }

    @Test
    void keepsTheServersOrderButPutsExtensionsLast() {
        assertThat(orderOf("ingresses.extensions", "roles.rbac.authorization.k8s.io", "deployments.apps"))
                .containsExactly("roles.rbac.authorization.k8s.io", "deployments.apps", "ingresses.extensions");
    }

    @Test
    void listsObjectsThatTwoGroupsOfferOnce() {
        assertThat(orderOf("events", "deployments.extensions", "deployments.apps", "events.events.k8s.io"))
                .containsExactly("events", "deployments.apps");
    }

    @Test
    void listsResourcesOfOtherGroupsThatOnlyShareTheName() {
        assertThat(orderOf("events", "events.example.com", "deployments.example.com"))
                .containsExactly("events", "events.example.com", "deployments.example.com");
    }

    @Test
    void leavesOutWhatCannotBeCreatedAgain() {
        ApiResource readOnly = new ApiResource(
                GroupResource.parse("componentstatuses"),
                "v1",
                "ComponentStatus",
                "",
                List.of(),
                true,
                Set.of("list", "get"));

        assertThat(ResourceOrder.of(Selections.everything(new Discovery(List.of(readOnly), Map.of()))))
                .isEmpty();
    }

    private static List<String> orderOf(String... names) {
        List<ApiResource> resources = Stream.of(names)
                .map(GroupResource::parse)
                .map(id -> new ApiResource(id, "v1", id.resource(), "", List.of(), true, ALL_VERBS))
                .toList();
        return ResourceOrder.of(Selections.everything(new Discovery(resources, Map.of()))).stream()
                .map(resource -> resource.id().toString())
                .toList();
    }
}
