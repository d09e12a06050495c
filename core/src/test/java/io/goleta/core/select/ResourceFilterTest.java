package io.goleta.core.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceFilterTest {
    private static final GroupResource DEPLOYMENTS = new GroupResource("apps", "deployments");
    private static final Discovery DISCOVERY = new Discovery(
            List.of(
                    new ApiResource(GroupResource.PODS, "v1", "Pod", "pod", List.of("po"), true, Set.of()),
                    new ApiResource(DEPLOYMENTS, "v1", "Deployment", "", List.of("deploy"), true, Set.of())),
            Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"deployments", "deploy", "Deployment", "deployments.apps", "deploy.apps", "*.apps", "*"})
    void understandsWhateverUsersCallAResource(String name) {
        assertThat(ResourceFilter.of(List.of(name), List.of(), DISCOVERY).includes(DEPLOYMENTS))
                .isTrue();
        assertThat(ResourceFilter.of(List.of(), List.of(name), DISCOVERY).includes(DEPLOYMENTS))
                .isFalse();
    }

    @Test
    void whatTheServerDoesNotKnowMatchesNothing() {
        ResourceFilter filter = ResourceFilter.of(List.of("widgets"), List.of(), DISCOVERY);

        assertThat(filter.includes(GroupResource.PODS)).isFalse();
        assertThat(filter.includesEverything()).isFalse();
    }
}
