package io.goleta.plugins.platform;

import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The nodes of a cluster, as evidence for a platform. */
record Nodes(List<KubernetesObject> all) {
    static Nodes of(ClusterFacts facts) {
        return new Nodes(facts.nodes());
    }

    /**
     * The evidence that nodes meet a condition; empty when none does.
     *
     * @param one follows "the node": {@code runs RancherOS}
     * @param many follows "nodes": {@code run RancherOS}
     */
    Optional<String> that(String one, String many, Predicate<KubernetesObject> condition) {
        List<KubernetesObject> found = all.stream().filter(condition).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (all.size() == 1) {
            return Optional.of("the node " + one);
        }
        if (found.size() == all.size()) {
            return Optional.of("all nodes " + many);
        }
        return Optional.of(found.size() + " of " + all.size() + " nodes ("
                + found.getFirst().name() + (found.size() > 1 ? ", ...) " + many : ") " + one));
    }

    static Predicate<KubernetesObject> osImage(String part) {
        return node -> node.string("status", "nodeInfo", "osImage")
                .filter(image -> image.contains(part))
                .isPresent();
    }

    static Predicate<KubernetesObject> labelled(String prefix) {
        return node -> node.labels().keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    static Predicate<KubernetesObject> annotated(String prefix) {
        return node -> node.annotations().keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }
}
