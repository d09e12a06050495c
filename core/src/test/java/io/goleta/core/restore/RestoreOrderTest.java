package io.goleta.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreOrderTest {
    @Test
    void takesTheResourcesOneAfterTheOtherAndThenAllOthers() {
        assertThat(places("secrets,pods,deployments", "secrets", "pods", "deployments.apps", "widgets.example.com"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatStandsAfterTheSeparatorComesLast() {
        assertThat(places("pods,-,services,endpoints", "pods", "configmaps", "services", "endpoints"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aPartThatIsLeftOutStaysAsItIs() {
        assertThat(places("-,services", "persistentvolumes", "pods", "configmaps.example.com", "services"))
                .isSorted();
        assertThat(places("pods", "pods", "secrets", "clusters.cluster.x-k8s.io"))
                .isSorted();
    }

    @Test
    void definitionsAlwaysComeFirst() {
        assertThat(places("pods", "customresourcedefinitions.apiextensions.k8s.io", "pods"))
                .isSorted();
    }

    @Test
    void resourcesOfOtherGroupsAreNotMistakenForTheirNamesakes() {
        assertThat(places("pods,secrets", "secrets", "secrets.example.com")).doesNotHaveDuplicates();
    }

    @Test
    void refusesTwoSeparators() {
        assertThatThrownBy(() -> RestoreOrder.of("a,-,b,-,c"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("multiple priority separator");
    }

    private static List<Integer> places(String priorities, String... resources) {
        RestoreOrder order = RestoreOrder.of(priorities);
        List<RestoreOrder.Stage> stages = new ArrayList<>(order.afterDefinitions());
        stages.addFirst(order.definitions());
        return List.of(resources).stream()
                .map(resource -> stages.indexOf(order.of(GroupResource.parse(resource))))
                .toList();
    }
}
