package io.goleta.spi.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KubernetesObjectTest {
    private static final KubernetesObject POD = KubernetesObject.of(Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "metadata",
            Map.of(
                    "name", "web-0",
                    "namespace", "shop",
                    "uid", "u1",
                    "labels", Map.of("app", "web", "number", 5),
                    "annotations", Map.of("note", "x")),
            "spec",
            Map.of("hostNetwork", true, "containers", List.of(Map.of("name", "main", "image", "web:1"), "odd"))));

    @Test
    void answersForItself() {
        assertThat(POD.apiVersion()).isEqualTo("v1");
        assertThat(POD.kind()).isEqualTo("Pod");
        assertThat(POD.name()).isEqualTo("web-0");
        assertThat(POD.namespace()).isEqualTo("shop");
        assertThat(POD.uid()).isEqualTo("u1");
        assertThat(POD.labels()).isEqualTo(Map.of("app", "web"));
        assertThat(POD.annotations()).isEqualTo(Map.of("note", "x"));
        assertThat(POD).hasToString("Pod shop/web-0");
    }

    @Test
    void anEmptyObjectAnswersToo() {
        KubernetesObject nothing = KubernetesObject.of(Map.of("metadata", "a text"));

        assertThat(nothing.name()).isEmpty();
        assertThat(nothing.namespace()).isNull();
        assertThat(nothing.labels()).isEmpty();
        assertThat(nothing.list("spec", "containers")).isEmpty();
        assertThat(nothing.map("spec")).isEmpty();
        assertThat(nothing.isTrue("spec", "hostNetwork")).isFalse();
    }

    @Test
    void walksThroughMapsAndLists() {
        assertThat(POD.string("spec", "containers", "0", "image")).hasValue("web:1");
        assertThat(POD.isTrue("spec", "hostNetwork")).isTrue();
        assertThat(POD.get("spec", "containers", "1")).hasValue("odd");
        assertThat(POD.maps("spec", "containers")).hasSize(1);
        assertThat(POD.list("spec", "containers")).hasSize(2);
    }

    @Test
    void aPathThatLeadsNowhereIsAbsent() {
        for (String step : List.of("2", "-1", "x", "", "00000000000000000001", "٠")) {
            assertThat(POD.get("spec", "containers", step)).as(step).isEmpty();
        }
        assertThat(POD.get("kind", "deeper")).isEmpty();
        assertThat(POD.string("spec", "containers")).isEmpty();
    }

    @Test
    void aChangeLeavesTheOriginalAsItWas() {
        KubernetesObject changed = POD.with("web:2", "spec", "containers", "0", "image");

        assertThat(changed.string("spec", "containers", "0", "image")).hasValue("web:2");
        assertThat(POD.string("spec", "containers", "0", "image")).hasValue("web:1");
        assertThat(changed.string("spec", "containers", "0", "name")).hasValue("main");
    }

    @Test
    void createsMapsOnTheWay() {
        KubernetesObject changed =
                KubernetesObject.of(Map.of()).with(1, "status", "a", "b").withLabel("k", "v");

        assertThat(changed.get("status", "a", "b")).hasValue(1);
        assertThat(changed.labels()).containsEntry("k", "v");
    }

    @Test
    void replacesAScalarThatStandsInTheWay() {
        assertThat(POD.with("v", "kind", "deeper").string("kind", "deeper")).hasValue("v");
    }

    @Test
    void doesNotGrowLists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POD.with("x", "spec", "containers", "2"))
                .withMessageContaining("no element 2 in the list at spec.containers");
    }

    @Test
    void refusesAnEmptyPath() {
        assertThatIllegalArgumentException().isThrownBy(() -> POD.with("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> POD.without());
    }

    @Test
    void removesFromMapsAndLists() {
        assertThat(POD.without("metadata", "labels", "app").labels()).isEmpty();
        assertThat(POD.without("spec", "containers", "0").list("spec", "containers"))
                .isEqualTo(List.of("odd"));
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        assertThat(POD.without("spec", "nodeName")).isSameAs(POD);
        assertThat(POD.without("spec", "containers", "7")).isSameAs(POD);
    }

    @Test
    void removesAKeyThatHoldsNull() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("creationTimestamp", null);
        KubernetesObject object = KubernetesObject.of(Map.of("metadata", metadata));

        assertThat(object.get("metadata", "creationTimestamp")).isEmpty();
        assertThat(object.without("metadata", "creationTimestamp").map("metadata"))
                .isEmpty();
    }

    @Test
    void copiesWhatItIsGiven() {
        List<Object> list = new ArrayList<>(List.of("a"));
        KubernetesObject object = KubernetesObject.of(Map.of("list", list)).with(list, "more");

        list.add("b");

        assertThat(object.list("list")).isEqualTo(List.of("a"));
        assertThat(object.list("more")).isEqualTo(List.of("a"));
    }

    @Test
    void nothingItHandsOutCanBeChanged() {
        assertThatThrownBy(() -> POD.content().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> POD.map("spec").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> POD.list("spec", "containers").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> POD.maps("spec", "containers").getFirst().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) POD.list("spec", "containers").getFirst()).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> ((Map<?, ?>) Objects.requireNonNull(POD.content().get("spec"))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepsNullsInLists() {
        KubernetesObject object = KubernetesObject.of(Map.of("list", Arrays.asList("a", null)));

        assertThat(object.list("list")).isEqualTo(Arrays.asList("a", null));
    }

    @Test
    void refusesWhatJsonDoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> KubernetesObject.of(Map.of("time", Instant.EPOCH)));
        assertThatIllegalArgumentException().isThrownBy(() -> POD.with(new Object(), "spec"));
        assertThatIllegalArgumentException().isThrownBy(() -> POD.with(Map.of(1, "x"), "spec"));
    }

    @Test
    void neverPrintsItsContent() {
        KubernetesObject secret = KubernetesObject.of(
                Map.of("kind", "Secret", "metadata", Map.of("name", "s"), "data", Map.of("password", "hunter2")));

        assertThat(secret.toString()).isEqualTo("Secret s");
    }

    @Test
    void comparesByContent() {
        assertThat(POD.with("web-0", "metadata", "name")).isEqualTo(POD).hasSameHashCodeAs(POD);
        assertThat(POD.withLabel("app", "other")).isNotEqualTo(POD);
    }
}
