package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.Poller;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Creates objects, and finds out what it means when that does not work. Thread-safe. */
final class ItemCreator {
    private static final Set<String> WORTH_WAITING = Set.of("PersistentVolume", "PersistentVolumeClaim");
    private static final Duration SERVICE_ACCOUNT_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;

    private final Cluster cluster;
    private final RestoreContext scope;
    private final ExistingItems existing;
    private final Poller poller;
    private final Duration terminatingTimeout;

    ItemCreator(
            Cluster cluster, RestoreContext scope, ExistingItems existing, Poller poller, Duration terminatingTimeout) {
        this.cluster = cluster;
        this.scope = scope;
        this.existing = existing;
        this.poller = poller;
        this.terminatingTimeout = terminatingTimeout;
    }

    /**
     * Brings an object into the cluster, or deals with the one that is there.
     *
     * @param original the object as it lies in the backup
     * @throws ApiException when the API server refuses it and there is none of its name
     */
    Creation create(ApiResource resource, KubernetesObject object, KubernetesObject original) {
        for (int attempt = 1; true; attempt++) {
            try {
                return new Creation(createWithAccount(resource, object), Creation.How.CREATED);
            } catch (ApiException e) {
                // Not only after AlreadyExists: a service whose node port is taken, for one, may be taken by itself.
                Optional<KubernetesObject> found = cluster.get(resource, object.namespace(), object.name());
                if (found.isEmpty() && !e.isAlreadyExists() || attempt == ATTEMPTS) {
                    throw e;
                }
                if (found.isPresent() && !goesAway(resource, found.get())) {
                    return scope.hasCreated(found.get())
                            ? new Creation(found.get(), Creation.How.CREATED)
                            : existing.settle(resource, found.get(), object, original);
                }
            }
        }
    }

    /** The service account of a namespace that was just made comes a moment later, and pods are refused until then. */
    private KubernetesObject createWithAccount(ApiResource resource, KubernetesObject object) {
        KubernetesObject[] created = new KubernetesObject[1];
        ApiException[] refusal = new ApiException[1];
        poller.until(SERVICE_ACCOUNT_TIMEOUT, () -> {
            try {
                created[0] = cluster.create(resource, object);
                return true;
            } catch (ApiException e) {
                refusal[0] = e;
                return !isMissingAccount(resource, e);
            }
        });
        if (created[0] == null) {
            throw refusal[0];
        }
        return created[0];
    }

    private static boolean isMissingAccount(ApiResource resource, ApiException e) {
        String message = String.valueOf(e.getMessage());
        return resource.kind().equals("Pod")
                && (message.contains("error looking up service account") || message.contains("no API token found"));
    }

    /** Data may depend on whether a volume is still being deleted, so its end is waited for. */
    private boolean goesAway(ApiResource resource, KubernetesObject found) {
        return WORTH_WAITING.contains(resource.kind())
                && found.get("metadata", "deletionTimestamp").isPresent()
                && poller.until(
                        terminatingTimeout,
                        () -> cluster.get(resource, found.namespace(), found.name())
                                .isEmpty());
    }
}
