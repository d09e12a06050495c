package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.Poller;
import io.goleta.core.run.Retry;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Creates objects with their owners, and applies the policy to those that exist. Thread-safe. */
final class ItemCreator {
    private static final Set<String> WORTH_WAITING = Set.of("PersistentVolume", "PersistentVolumeClaim");
    private static final Duration SERVICE_ACCOUNT_TIMEOUT = Duration.ofSeconds(30);

    /** For an object that exists when it is to be created, and is gone when it is looked up. */
    private static final Retry RETRY_VANISHED = new Retry(
            ExponentialBackoff.immediate(4), e -> e instanceof ApiException refusal && refusal.isAlreadyExists());

    /**
     * An object in the cluster, and how it got there.
     *
     * @param object as the API server has it
     */
    record Creation(KubernetesObject object, How how) {
        enum How {
            /** By this restore, in this execution or an earlier one. */
            CREATED,
            /** It existed, and was changed. */
            UPDATED,
            /** It existed, and was left as it is. */
            KEPT
        }

        boolean isOurs() {
            return how == How.CREATED;
        }
    }

    private final Cluster cluster;
    private final RestoreContext context;
    private final OwnerReferences owners;
    private final ExistingItemPolicy existing;
    private final Poller poller;
    private final Duration terminatingTimeout;

    /**
     * @param terminatingTimeout how long to wait for a volume that is being deleted
     */
    ItemCreator(
            Cluster cluster,
            RestoreContext context,
            OwnerReferences owners,
            Poller poller,
            Duration terminatingTimeout,
            RunReporter reporter) {
        this.cluster = cluster;
        this.context = context;
        this.owners = owners;
        this.existing = new ExistingItemPolicy(cluster, context, reporter);
        this.poller = poller;
        this.terminatingTimeout = terminatingTimeout;
    }

    /**
     * Creates an object in its target namespace, or applies the policy to the one of its name that exists.
     *
     * @param item with the names of the backup
     * @param original the object as it is in the backup
     * @throws ApiException when the API server refuses it and there is none of its name
     */
    Creation create(ApiResource resource, KubernetesObject item, KubernetesObject original) {
        KubernetesObject object = owners.withKnown(context.placed(item), original);
        Creation creation = RETRY_VANISHED.call(attempt -> createOrFind(resource, object, original));
        if (creation.isOurs()) {
            owners.remember(resource, creation.object(), original);
        }
        return creation;
    }

    private Creation createOrFind(ApiResource resource, KubernetesObject object, KubernetesObject original) {
        try {
            return created(resource, object);
        } catch (ApiException e) {
            // Not only after AlreadyExists: a service whose node port is taken, for one, may be taken by itself.
            Optional<KubernetesObject> found = cluster.get(resource, object.namespace(), object.name());
            if (found.isEmpty()) {
                throw e;
            }
            if (isGoneSoon(resource, found.get())) {
                return created(resource, object);
            }
            return context.hasCreated(found.get())
                    ? new Creation(found.get(), Creation.How.CREATED)
                    : existing.apply(resource, found.get(), object, original);
        }
    }

    /** The service account of a namespace that was just created comes a moment later, and pods are refused until then. */
    private Creation created(ApiResource resource, KubernetesObject object) {
        KubernetesObject created = poller.tolerating(SERVICE_ACCOUNT_TIMEOUT, e -> isMissingAccount(resource, e))
                .first(SERVICE_ACCOUNT_TIMEOUT, () -> Optional.of(cluster.create(resource, object)))
                .orElseThrow();
        return new Creation(created, Creation.How.CREATED);
    }

    private static boolean isMissingAccount(ApiResource resource, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof ApiException
                && resource.kind().equals("Pod")
                && (message.contains("error looking up service account") || message.contains("no API token found"));
    }

    /** Data may depend on whether a volume is still being deleted, so its end is waited for. */
    private boolean isGoneSoon(ApiResource resource, KubernetesObject found) {
        return WORTH_WAITING.contains(resource.kind())
                && found.get("metadata", "deletionTimestamp").isPresent()
                && poller.until(
                        terminatingTimeout,
                        () -> cluster.get(resource, found.namespace(), found.name())
                                .isEmpty());
    }
}
