package io.goleta.core.restore;

import io.goleta.core.itemaction.RestoreItemActions;
import io.goleta.core.itemaction.RestoreItemActions.ItemToRestore;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.restore.ItemCreator.Creation;
import io.goleta.core.restore.SingleFlight.Outcome;
import io.goleta.core.restore.SingleFlight.Task;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one object, and before it those it needs: prepare, actions, create, follow up. An object that cannot be restored is an
 * error in the results; the others go on. Thread-safe.
 */
final class ItemRestorer {
    private static final Logger LOGGER = LoggerFactory.getLogger(ItemRestorer.class);
    private static final GroupResource DEFINITIONS =
            GroupResource.parse("customresourcedefinitions.apiextensions.k8s.io");

    private final RestoreContext context;
    private final RestoreFilter filter;
    private final BackupContents backup;
    private final TargetCluster target;
    private final RestoreItemActions actions;
    private final BackedUpVolumes podVolumes;
    private final PersistentVolumes persistentVolumes;
    private final ItemCreator creator;
    private final StatusRestorer statuses;
    private final SingleFlight once;
    private final RunReporter reporter;
    private final ConcurrentMap<ItemId, ItemId> sources = new ConcurrentHashMap<>();
    private final Set<ItemId> displaced = ConcurrentHashMap.newKeySet();
    private final AtomicInteger restored = new AtomicInteger();
    private volatile boolean serverGone;

    /**
     * @param once knows the outcomes of all objects of the restore
     */
    ItemRestorer(
            RestoreContext context,
            RestoreFilter filter,
            BackupContents backup,
            TargetCluster target,
            RestoreItemActions actions,
            BackedUpVolumes podVolumes,
            PersistentVolumes persistentVolumes,
            ItemCreator creator,
            StatusRestorer statuses,
            SingleFlight once,
            RunReporter reporter) {
        this.context = context;
        this.filter = filter;
        this.backup = backup;
        this.target = target;
        this.actions = actions;
        this.podVolumes = podVolumes;
        this.persistentVolumes = persistentVolumes;
        this.creator = creator;
        this.statuses = statuses;
        this.once = once;
        this.reporter = reporter;
    }

    /** Restores an object that the restore takes for its own sake, if its labels allow. */
    void restoreListed(ItemId id) {
        try {
            if (target.offers(id.resource())) {
                backup.read(id).filter(filter::selects).ifPresent(original -> restoreOnce(id, original, new Task()));
            }
        } catch (RuntimeException e) {
            fail(id, "error restoring ", e);
        }
    }

    /** Objects that are in the cluster as the restore wants them. */
    int itemsRestored() {
        return restored.get();
    }

    private void restoreAdditional(ItemId id, ItemId neededBy, Task task) {
        if (!filter.admits(id)) {
            reporter.info(id + ", which " + neededBy + " needs, is left out by the filters of the restore");
            return;
        }
        try {
            backup.read(id)
                    .ifPresentOrElse(original -> restoreOnce(id, original, task), () -> reportMissing(id, neededBy));
        } catch (RuntimeException e) {
            fail(id, "error restoring ", e);
        }
    }

    private void restoreOnce(ItemId id, KubernetesObject original, Task task) {
        ItemId inCluster = new ItemId(id.resource(), context.target(id.namespace()), id.name());
        if (isTaken(inCluster, id)) {
            return;
        }
        once.of(inCluster, task, () -> {
            try {
                return restore(id, original, task);
            } catch (RuntimeException e) {
                return fail(id, "error restoring ", e);
            }
        });
    }

    private Outcome restore(ItemId id, KubernetesObject inBackup, Task task) {
        KubernetesObject original = target.inServedVersion(id, inBackup);
        Optional<KubernetesObject> prepared = prepare(id, original);
        if (prepared.isEmpty()) {
            return Outcome.ABSENT;
        }
        ApiResource resource = target.resourceOf(id, original);
        ItemToRestore item;
        List<BackedUpVolume> volumes;
        try {
            item = actions.apply(id.resource(), prepared.get(), original);
            volumes = podVolumes.wantedBy(item, original);
        } catch (RuntimeException e) {
            return fail(id, "error preparing ", e);
        }
        item.warnings().forEach(warning -> reporter.warn(context.target(id.namespace()), id + ": " + warning));
        if (item.skippedBy() != null) {
            return skip(id, "Skipped by restore item action " + item.skippedBy());
        }
        ItemId renamed = new ItemId(
                id.resource(), context.target(id.namespace()), item.item().name());
        if (isTaken(renamed, id)) {
            return Outcome.ABSENT;
        }
        item.additionalItems().forEach(other -> restoreAdditional(other, id, task));
        return create(id, resource, item.item(), original, volumes);
    }

    /** Mapped namespaces and actions that rename can bring two objects to one name. The first one has it. */
    private boolean isTaken(ItemId inCluster, ItemId id) {
        ItemId first = sources.putIfAbsent(inCluster, id);
        if (first == null || first.equals(id)) {
            return false;
        }
        if (displaced.add(id)) {
            reporter.warn(
                    inCluster.namespace(),
                    "Not restored: " + id + ", because " + first + " is restored as " + inCluster);
        }
        return true;
    }

    /** An object as the actions see it; empty when it is skipped. */
    private Optional<KubernetesObject> prepare(ItemId id, KubernetesObject original) {
        Optional<String> reason = filter.reasonToSkip(original, backup, podVolumes);
        if (reason.isPresent()) {
            skip(id, "Skipped: " + reason.get());
            return Optional.empty();
        }
        String namespace = id.namespace();
        if (namespace != null && !target.ensureNamespace(targetOf(namespace), namespace)) {
            return Optional.empty();
        }
        if (!isVolume(id)) {
            return Optional.of(RestoreContext.creatable(original));
        }
        // A claim that is being deleted together with its namespace still holds the volume.
        original.string("spec", "claimRef", "namespace")
                .ifPresent(claimed -> target.awaitNamespaceEnd(targetOf(claimed)));
        Optional<KubernetesObject> volume = persistentVolumes.volume(original).map(RestoreContext::creatable);
        if (volume.isEmpty()) {
            skip(id, "Skipped: its claim does not get this volume");
        }
        return volume;
    }

    private Outcome create(
            ItemId id,
            ApiResource resource,
            KubernetesObject item,
            KubernetesObject original,
            List<BackedUpVolume> volumes) {
        PersistentVolumes.Claim claim =
                isClaim(id) ? persistentVolumes.claim(item, original) : new PersistentVolumes.Claim(item, List.of());
        Creation creation = creator.create(resource, claim.object(), original);
        log(id, creation);
        if (creation.how() != Creation.How.KEPT) {
            restored.incrementAndGet();
        }
        if (id.resource().equals(DEFINITIONS)) {
            target.awaitDefinition(resource, original.name());
        }
        if (creation.isOurs()) {
            claim.problems().forEach(text -> reporter.error(creation.object().namespace(), text));
            followUp(id, resource, creation.object(), original, volumes);
        }
        return new Outcome(creation.object().uid());
    }

    private void followUp(
            ItemId id,
            ApiResource resource,
            KubernetesObject created,
            KubernetesObject original,
            List<BackedUpVolume> volumes) {
        statuses.restore(resource, created, original);
        if (id.resource().equals(GroupResource.PODS)) {
            persistentVolumes.filledThrough(created, volumes);
            podVolumes.restoreInto(created, original, volumes);
        } else if (isClaim(id)) {
            persistentVolumes.created(created, original);
        }
    }

    private void reportMissing(ItemId id, ItemId neededBy) {
        String message = id + ", which " + neededBy + " needs, is not in the backup";
        if (isVolume(id)) {
            // Whether the claim loses data by it is reported when the claim is created.
            reporter.info(message);
        } else {
            reporter.warn(context.target(neededBy.namespace()), message);
        }
    }

    private Outcome skip(ItemId id, String message) {
        reporter.info(message, "item", id.toString());
        return Outcome.ABSENT;
    }

    private void log(ItemId id, Creation creation) {
        String message = switch (creation.how()) {
            case CREATED -> "Restored";
            case UPDATED -> "Updated";
            case KEPT -> "Skipped: it exists";
        };
        reporter.info(message, "item", id.toString());
    }

    private Outcome fail(ItemId id, String what, RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        if (serverGone || target.isOutage(e)) {
            // Not this object's fault, and thousands of others would only fail as slowly.
            serverGone = true;
            throw GoletaException.retryable(
                    Fault.CLUSTER,
                    "The API server stopped answering while objects were restored: " + e.getMessage(),
                    e);
        }
        if (!(e instanceof GoletaException)) {
            LOGGER.error("{}{}", what, id, e);
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        reporter.error(context.target(id.namespace()), what + id + ": " + reason);
        return Outcome.ABSENT;
    }

    private String targetOf(String namespace) {
        return Objects.requireNonNull(context.target(namespace));
    }

    private static boolean isVolume(ItemId id) {
        return id.resource().equals(GroupResource.PERSISTENT_VOLUMES);
    }

    private static boolean isClaim(ItemId id) {
        return id.resource().equals(GroupResource.PERSISTENT_VOLUME_CLAIMS);
    }
}
