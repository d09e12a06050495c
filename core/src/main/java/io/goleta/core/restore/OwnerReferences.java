package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.Retry;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts owner references back, with the uids that the owners have now. Thread-safe.
 *
 * <p>An owner that came back before its dependent is named when the dependent is created. Most come later, a replica set after its
 * pods, and are added in a pass at the end. A reference to an owner that is not in the cluster is dropped: the garbage collector
 * would delete the object. What controllers have written meanwhile is kept.
 */
final class OwnerReferences {
    private static final Retry RETRY_CONFLICTS =
            new Retry(ExponentialBackoff.immediate(10), e -> e instanceof ApiException refusal && refusal.isConflict());

    private record Late(ApiResource resource, ItemId id, String uid, List<Map<String, Object>> references) {}

    private final Cluster cluster;
    private final SingleFlight items;
    private final RunReporter reporter;
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();

    OwnerReferences(Cluster cluster, SingleFlight items, RunReporter reporter) {
        this.cluster = cluster;
        this.items = items;
        this.reporter = reporter;
    }

    /**
     * An object with those owners that are restored already.
     *
     * @param original the object as it is in the backup
     */
    KubernetesObject withKnown(KubernetesObject object, KubernetesObject original) {
        List<Map<String, Object>> known = references(original).stream()
                .flatMap(reference -> restored(reference, object.namespace()).stream())
                .toList();
        return known.isEmpty() ? object : object.with(known, "metadata", "ownerReferences");
    }

    /** Remembers an object of this restore that still lacks owners. */
    void remember(ApiResource resource, KubernetesObject created, KubernetesObject original) {
        List<Map<String, Object>> references = references(original);
        if (references.size() > created.list("metadata", "ownerReferences").size()) {
            ItemId id = new ItemId(resource.id(), created.namespace(), created.name());
            late.add(new Late(resource, id, created.uid(), references));
        }
    }

    /** Adds what can be added now. Call it when all objects are restored. */
    void addLate() {
        BoundedExecutor.forEach(late.stream(), RestoreRun.AT_ONCE, this::add);
        late.clear();
    }

    private void add(Late object) {
        try {
            List<Map<String, Object>> owners = object.references().stream()
                    .flatMap(reference -> current(reference, object.id().namespace()).stream())
                    .toList();
            if (!owners.isEmpty()) {
                add(object, owners);
            }
        } catch (GoletaException e) {
            if (e instanceof ApiException refusal && refusal.isNotFound()) {
                return;
            }
            Outage.throwIfCauseOf(e, cluster);
            reporter.warn(
                    object.id().namespace(),
                    "the owner references of " + object.id() + " are not restored: " + e.getMessage());
        }
    }

    private void add(Late object, List<Map<String, Object>> owners) {
        RETRY_CONFLICTS.call(attempt -> {
            // A controller may have deleted it meanwhile.
            Optional<KubernetesObject> inCluster = cluster.get(
                            object.resource(),
                            object.id().namespace(),
                            object.id().name())
                    .filter(found -> found.uid().equals(object.uid()));
            inCluster.ifPresent(found -> patch(object, found, owners));
            return inCluster;
        });
    }

    private void patch(Late object, KubernetesObject inCluster, List<Map<String, Object>> owners) {
        List<Map<String, Object>> existing = inCluster.maps("metadata", "ownerReferences");
        List<Map<String, Object>> all = merged(existing, owners);
        if (all.size() == existing.size()) {
            return;
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        // Makes the API server refuse the patch when the object was changed meanwhile.
        metadata.put(
                "resourceVersion",
                inCluster.string("metadata", "resourceVersion").orElse(""));
        metadata.put("ownerReferences", all);
        cluster.mergePatch(
                object.resource(), object.id().namespace(), object.id().name(), Map.of("metadata", metadata));
    }

    /** There can be only one controller: the one that has adopted the object stays. */
    private static List<Map<String, Object>> merged(
            List<Map<String, Object>> existing, List<Map<String, Object>> owners) {
        List<Map<String, Object>> all = new ArrayList<>(existing);
        for (Map<String, Object> owner : owners) {
            boolean isThere = all.stream()
                    .anyMatch(other -> String.valueOf(other.get("uid")).equals(owner.get("uid")));
            boolean isTaken = isController(owner) && all.stream().anyMatch(OwnerReferences::isController);
            if (!isThere && !isTaken) {
                all.add(owner);
            }
        }
        return all;
    }

    private Optional<Map<String, Object>> restored(Map<String, Object> reference, @Nullable String namespace) {
        return owner(reference, namespace)
                .flatMap(items::known)
                .filter(SingleFlight.Outcome::isInCluster)
                .map(outcome -> withUid(reference, outcome.uid()));
    }

    /** An owner outside this restore still counts when it is the very same object. */
    private Optional<Map<String, Object>> current(Map<String, Object> reference, @Nullable String namespace) {
        return restored(reference, namespace)
                .or(() -> owner(reference, namespace)
                        .flatMap(cluster::get)
                        .filter(owner -> owner.uid().equals(reference.get("uid")))
                        .map(owner -> reference));
    }

    private Optional<ItemId> owner(Map<String, Object> reference, @Nullable String namespace) {
        String apiVersion = String.valueOf(reference.get("apiVersion"));
        return cluster.discovery()
                .find(apiVersion, String.valueOf(reference.get("kind")))
                .map(resource -> new ItemId(
                        resource.id(),
                        resource.namespaced() ? namespace : null,
                        String.valueOf(reference.get("name"))));
    }

    private static List<Map<String, Object>> references(KubernetesObject original) {
        return original.maps("metadata", "ownerReferences");
    }

    private static boolean isController(Map<String, Object> reference) {
        return Boolean.TRUE.equals(reference.get("controller"));
    }

    private static Map<String, Object> withUid(Map<String, Object> reference, String uid) {
        Map<String, Object> changed = new LinkedHashMap<>(reference);
        changed.put("uid", uid);
        return changed;
    }
}
