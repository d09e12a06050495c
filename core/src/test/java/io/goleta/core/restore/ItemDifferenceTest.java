package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemDifferenceTest {
    private static final KubernetesObject OLD = configMap("shop", "settings");

    @Test
    void isEmptyForEqualObjectsWhateverTheServerWrote() {
        KubernetesObject other = OLD.with("other", "metadata", "uid")
                .with(List.of("a"), "metadata", "managedFields")
                .with(Map.of("phase", "x"), "status");

        assertThat(ExistingItemPolicy.difference(other, OLD, OLD)).isEmpty();
    }

    @Test
    void saysWhatIsNewChangedAndGone() {
        KubernetesObject inCluster = OLD.with(Map.of("changed", "old", "gone", "x", "same", "s"), "data");
        KubernetesObject wanted = OLD.with(Map.of("changed", "new", "added", "y", "same", "s"), "data");

        Map<String, ?> patch = ExistingItemPolicy.difference(inCluster, wanted, wanted);

        assertThat(patch).containsOnlyKeys("data");
        assertThat(patch.get("data"))
                .asString()
                .contains("changed=new", "added=y", "gone=null")
                .doesNotContain("same");
    }

    @Test
    void leavesAloneWhatTheRestoreTookAwayOnPurpose() {
        KubernetesObject original = object("example.com/v1", "Thing", "shop", "a")
                .with(List.of(Map.of("port", 80, "assigned", 1)), "spec", "ports")
                .with("10.0.0.1", "spec", "address");
        KubernetesObject wanted =
                original.with(List.of(Map.of("port", 80)), "spec", "ports").without("spec", "address");
        KubernetesObject inCluster = original.with(List.of(Map.of("port", 80, "assigned", 2)), "spec", "ports")
                .with("10.0.0.2", "spec", "address");

        assertThat(ExistingItemPolicy.difference(inCluster, wanted, original)).isEmpty();
    }

    @Test
    void replacesListsAsAWhole() {
        KubernetesObject inCluster =
                object("example.com/v1", "Thing", "shop", "a").with(List.of(1, 2), "spec", "list");
        KubernetesObject wanted = inCluster.with(List.of(1, 3), "spec", "list");

        assertThat(ExistingItemPolicy.difference(inCluster, wanted, wanted).get("spec"))
                .isEqualTo(Map.of("list", List.of(1, 3)));
    }

    @Test
    void comparesNumbersByValueAndTakesEmptyForAbsent() {
        KubernetesObject inCluster = object("example.com/v1", "Thing", "shop", "a")
                .with(3L, "spec", "size")
                .with(new BigDecimal("0.50"), "spec", "share")
                .with(List.of(), "spec", "none");
        KubernetesObject wanted = object("example.com/v1", "Thing", "shop", "a")
                .with(3, "spec", "size")
                .with(new BigDecimal("0.5"), "spec", "share")
                .with(Map.of(), "spec", "nothing");

        assertThat(ExistingItemPolicy.difference(inCluster, wanted, wanted)).isEmpty();
    }
}
