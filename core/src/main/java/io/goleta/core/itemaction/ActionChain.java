package io.goleta.core.itemaction;

import io.goleta.core.kube.Discovery;
import io.goleta.core.select.ItemMatcher;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Item actions that take turns with an object: each sees what the one before made of it, if it selects that. Thread-safe.
 *
 * @param <A> the type of the actions
 */
final class ActionChain<A> {

    /**
     * An action in its place in the chain.
     *
     * @param name {@code velero.io/pod}, {@code example.com/redact}
     */
    record Link<A>(String name, ItemSelector appliesTo, A action) {}

    /** How an action of a chain is executed. */
    @FunctionalInterface
    interface Execution<A> {
        /** Returns the object for the actions that follow; empty when the chain ends here. */
        Optional<KubernetesObject> execute(Link<A> link, KubernetesObject item);
    }

    private record Matched<A>(Link<A> link, ItemMatcher matcher) {}

    private final List<Matched<A>> links;

    /**
     * @param links in their order
     * @param discovery to resolve the resource names in their selectors
     */
    ActionChain(List<Link<A>> links, Discovery discovery) {
        this.links = links.stream()
                .map(link -> new Matched<>(link, matcher(link, discovery)))
                .toList();
    }

    /** The reasons say nothing about whose selector it is. */
    private static ItemMatcher matcher(Link<?> link, Discovery discovery) {
        if (Objects.isNull(link.appliesTo())) {
            throw new GoletaException(Fault.PLUGIN, "item action " + link.name() + " does not say what it applies to");
        }
        try {
            return new ItemMatcher(link.appliesTo(), discovery);
        } catch (RuntimeException e) {
            String reason = e instanceof GoletaException ? e.getMessage() : e.toString();
            throw new GoletaException(
                    Fault.PLUGIN, "item action " + link.name() + " has an invalid selector: " + reason, e);
        }
    }

    /** Shows an object to every action that selects it; the object as the last of them left it. */
    KubernetesObject run(GroupResource resource, KubernetesObject original, Execution<A> execution) {
        KubernetesObject item = original;
        for (Matched<A> next : links) {
            if (next.matcher().matches(resource, item)) {
                Optional<KubernetesObject> result = execution.execute(next.link(), item);
                if (result.isEmpty()) {
                    return item;
                }
                item = checked(next.link(), item, result.get());
            }
        }
        return item;
    }

    /** An action may rename an object; where else it would end, nothing looks for it. */
    private static KubernetesObject checked(Link<?> link, KubernetesObject before, KubernetesObject after) {
        boolean isSame = after.kind().equals(before.kind())
                && Objects.equals(after.namespace(), before.namespace())
                && !after.name().isEmpty();
        if (!isSame) {
            throw new GoletaException(
                    Fault.PLUGIN,
                    "item action " + link.name() + " returned " + described(after) + " for " + described(before)
                            + "; it may change neither kind nor namespace, and the object needs a name");
        }
        return after;
    }

    private static String described(KubernetesObject object) {
        String namespace = object.namespace();
        return object.kind() + " \"" + (namespace == null ? "" : namespace + "/") + object.name() + "\"";
    }
}
