package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Finds where in the API an object of the backup goes. Thread-safe. */
final class Resources {
    private final Cluster cluster;
    private final Map<GroupResource, LongAdder> unknown = new ConcurrentHashMap<>();

    Resources(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether the cluster has the resource at all. */
    boolean knows(GroupResource resource) {
        boolean known = cluster.discovery().find(resource).isPresent();
        if (!known) {
            unknown.computeIfAbsent(resource, key -> new LongAdder()).increment();
        }
        return known;
    }

    /** Whether the API server can be reached and reads from its storage. */
    boolean isServerWell() {
        try {
            cluster.get(new ItemId(Namespaces.RESOURCE, null, "default"));
            return true;
        } catch (ApiException e) {
            return !e.isRetryable();
        } catch (GoletaException e) {
            return !e.isRetryable();
        }
    }

    /** One warning for each resource that somebody asked for in vain, not one for each object. */
    void reportUnknown(RunReporter findings) {
        unknown.forEach((resource, count) -> findings.warn(
                null,
                count + " objects of " + resource
                        + " are not restored because the API server does not offer that resource;"
                        + " install what defines it and restore them again"));
    }

    /**
     * The resource in the version the object is written in, which need not be the one the cluster prefers: the API server converts.
     *
     * @throws GoletaException when the cluster does not have the resource, or the object is of another kind
     */
    ApiResource of(ItemId id, KubernetesObject object) {
        ApiResource offered = cluster.discovery()
                .find(id.resource())
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "the API server does not offer " + id.resource()
                                + "; install what defines it, or exclude it from the restore"));
        String apiVersion = object.apiVersion();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        if (!object.kind().equals(offered.kind()) || !group.equals(id.resource().group())) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the backup holds a " + apiVersion + " " + object.kind() + " under that name instead of a "
                            + offered.apiVersion() + " " + offered.kind());
        }
        return new ApiResource(
                offered.id(),
                apiVersion.substring(slash + 1),
                offered.kind(),
                offered.singular(),
                offered.shortNames(),
                offered.namespaced(),
                offered.verbs());
    }
}
