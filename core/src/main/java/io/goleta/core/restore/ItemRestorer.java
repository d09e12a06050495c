package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.restore.SingleFlight.Task;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one object, and before it those it brings along. An object that cannot be restored is an error in the results; the others
 * go on. Thread-safe.
 */
final class ItemRestorer {
    private static final Logger LOGGER = LoggerFactory.getLogger(ItemRestorer.class);

    private final RestoreTools tools;
    private final RunReporter findings;
    private final AtomicInteger restored = new AtomicInteger();
    private volatile boolean serverGone;

    ItemRestorer(RestoreTools tools) {
        this.tools = tools;
        this.findings = tools.findings();
    }

    /** An object that the restore takes from the backup for its own sake, if its labels allow. */
    void restoreListed(ItemId id) {
        try {
            if (!tools.resources().knows(id.resource())) {
                return;
            }
            Optional<KubernetesObject> original = tools.backup().read(id);
            if (original.filter(object -> tools.filter().selects(object.labels()))
                    .isPresent()) {
                restoreOnce(id, original.get(), new Task());
            }
        } catch (RuntimeException e) {
            fail(id, "error restoring ", e);
        } finally {
            tools.progress().done();
        }
    }

    /** Objects that are in the cluster as the restore wants them. */
    int itemsRestored() {
        return restored.get();
    }

    private void restoreAdditional(ItemId id, ItemId broughtBy, Task task) {
        if (!tools.filter().admits(id)) {
            return;
        }
        try {
            Optional<KubernetesObject> original = tools.backup().read(id);
            if (original.isEmpty()) {
                reportMissing(id, broughtBy);
                return;
            }
            restoreOnce(id, original.get(), task);
        } catch (RuntimeException e) {
            fail(id, "error restoring ", e);
        }
    }

    private void reportMissing(ItemId id, ItemId broughtBy) {
        String message = id + ", which " + broughtBy + " needs, is not in the backup";
        if (isVolume(id)) {
            // What that means for the claim is found out, and said, when the claim is created.
            findings.info(message);
        } else {
            findings.warn(tools.scope().target(broughtBy.namespace()), message);
        }
    }

    private Outcome restoreOnce(ItemId id, KubernetesObject original, Task task) {
        ItemId target = new ItemId(id.resource(), tools.scope().target(id.namespace()), id.name());
        return tools.once().of(target, task, () -> {
            try {
                return restore(id, original, task);
            } catch (RuntimeException e) {
                return fail(id, "error restoring ", e);
            }
        });
    }

    private Outcome restore(ItemId id, KubernetesObject original, Task task) {
        Optional<String> reason = NeverRestored.reason(original);
        if (reason.isPresent()) {
            return leaveOut(id, reason.get());
        }
        if (tools.jobPods().isReplaced(original)) {
            return leaveOut(id, "its job makes a new one");
        }
        String namespace = id.namespace();
        if (namespace != null && !tools.namespaces().ensure(namespace(namespace), namespace)) {
            return Outcome.ABSENT;
        }
        ApiResource resource = tools.resources().of(id, original);
        Optional<KubernetesObject> ours = isVolume(id) ? volume(original) : Optional.of(original);
        if (ours.isEmpty()) {
            return leaveOut(id, "the cluster provisions a new volume for its claim");
        }
        return restore(id, resource, ServerManagedFields.stripped(ours.get()), original, task);
    }

    private Outcome restore(
            ItemId id, ApiResource resource, KubernetesObject stripped, KubernetesObject original, Task task) {
        RestoreItemResult result;
        List<BackedUpVolume> volumes;
        try {
            result = tools.actions().apply(id.resource(), stripped, original);
            volumes = tools.podVolumes().of(original, result);
        } catch (RuntimeException e) {
            return fail(id, "error preparing ", e);
        }
        result.warnings().forEach(warning -> findings.warn(tools.scope().target(id.namespace()), id + ": " + warning));
        if (result.skip()) {
            return leaveOut(id, "an action said so");
        }
        result.additionalItems().forEach(other -> restoreAdditional(other, id, task));
        ClaimedVolumes.Claim claim = isClaim(id)
                ? tools.claimed().claim(result.item(), original)
                : new ClaimedVolumes.Claim(result.item(), Optional.empty());
        KubernetesObject object = tools.owners().withKnown(tools.scope().placed(claim.object()), original);
        Creation creation = tools.creator().create(resource, object, original);
        log(id, creation);
        if (creation.how() != Creation.How.KEPT) {
            restored.incrementAndGet();
        }
        tools.restored().settle(resource, creation, original, volumes, claim.warning());
        return new Outcome(creation.object().uid());
    }

    private Optional<KubernetesObject> volume(KubernetesObject original) {
        // A claim that is being deleted together with its namespace still holds the volume.
        original.string("spec", "claimRef", "namespace")
                .ifPresent(claimed -> tools.namespaces().awaitEnd(namespace(claimed)));
        return tools.claimed().volume(original);
    }

    private Outcome leaveOut(ItemId id, String reason) {
        findings.info("Not restored: " + reason, "item", id.toString());
        return Outcome.ABSENT;
    }

    private Outcome fail(ItemId id, String what, RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        if (serverGone || mayPass(e) && !tools.resources().isServerWell()) {
            // Not this object's fault, and thousands of others would only fail as slowly.
            serverGone = true;
            throw GoletaException.retryable(
                    Fault.CLUSTER,
                    "The API server stopped answering while objects were restored: " + e.getMessage(),
                    e);
        }
        if (!(e instanceof ApiException || e instanceof GoletaException)) {
            LOGGER.error("{}{}", what, id, e);
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        findings.error(tools.scope().target(id.namespace()), what + id + ": " + reason);
        return Outcome.ABSENT;
    }

    private static boolean mayPass(RuntimeException e) {
        return switch (e) {
            case ApiException refusal -> refusal.isRetryable();
            case GoletaException problem -> problem.isRetryable() && problem.fault() == Fault.CLUSTER;
            default -> false;
        };
    }

    private void log(ItemId id, Creation creation) {
        String what = switch (creation.how()) {
            case CREATED -> "Restored";
            case UPDATED -> "Updated";
            case KEPT -> "Not restored: it exists";
        };
        findings.info(what, "item", id.toString());
    }

    private String namespace(String source) {
        return Objects.requireNonNull(tools.scope().target(source));
    }

    private static boolean isVolume(ItemId id) {
        return id.resource().equals(GroupResource.PERSISTENT_VOLUMES);
    }

    private static boolean isClaim(ItemId id) {
        return id.resource().equals(GroupResource.PERSISTENT_VOLUME_CLAIMS);
    }
}
