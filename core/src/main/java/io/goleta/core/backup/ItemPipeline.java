package io.goleta.core.backup;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.archive.ArchiveWriter;
import io.goleta.core.itemaction.BackupItemActions;
import io.goleta.core.itemaction.BackupItemActions.AdditionalItem;
import io.goleta.core.itemaction.BackupItemActions.ItemToBackUp;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.podvolume.VolumeBackups;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way of one object into the archive, and of the objects that actions ask for on the way. What goes wrong with an object
 * is an error of the backup and keeps no other object from going in. Thread-safe.
 */
final class ItemPipeline {
    private final Cluster cluster;
    private final Selection selection;
    private final BackupItemActions actions;
    private final VolumeBackups volumes;
    private final ArchiveWriter archive;
    private final RunReporter reporter;
    private final ProgressReporter progress;
    private final SeenItems seen = new SeenItems();
    private final Set<GroupResource> written = ConcurrentHashMap.newKeySet();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    /** What objects that an action renamed are called now, and before. */
    private final Map<ItemId, ItemId> renamed = new HashMap<>();

    ItemPipeline(
            Cluster cluster,
            Selection selection,
            BackupItemActions actions,
            VolumeBackups volumes,
            ArchiveWriter archive,
            RunReporter reporter,
            ProgressReporter progress) {
        this.cluster = cluster;
        this.selection = selection;
        this.actions = actions;
        this.volumes = volumes;
        this.archive = archive;
        this.reporter = reporter;
        this.progress = progress;
    }

    /** Backs up an object and all that belongs to it. */
    void process(ApiResource resource, KubernetesObject object) {
        // A queue, not recursion: plugins decide how long a chain their additional items make.
        Deque<AdditionalItem> additional = new ArrayDeque<>();
        backUp(resource, object, false, additional);
        for (AdditionalItem next = additional.poll(); next != null; next = additional.poll()) {
            backUpAdditional(next, additional);
        }
    }

    /** Resources of which at least one object is in the archive. */
    Set<GroupResource> written() {
        return Set.copyOf(written);
    }

    /** Namespaces of which at least one object is in the archive. */
    Set<String> namespaces() {
        return Set.copyOf(namespaces);
    }

    boolean hasSeen(ApiResource resource, ItemId id) {
        return seen.contains(resource, id.namespace(), id.name());
    }

    Map<String, SortedSet<String>> resourceList() {
        return seen.resourceList();
    }

    /** Whether an object was processed, whether or not it went into the archive. */
    boolean hasSeen(ItemId id) {
        return selection
                .discovery()
                .find(id.resource())
                .filter(resource -> hasSeen(resource, id))
                .isPresent();
    }

    private void backUpAdditional(AdditionalItem wanted, Deque<AdditionalItem> additional) {
        ItemId id = wanted.id();
        Optional<ApiResource> resource = selection.discovery().find(id.resource());
        if (resource.isPresent() && hasSeen(resource.get(), id)) {
            return;
        }
        if (resource.isPresent() && isFilteredOut(resource.get(), wanted)) {
            reporter.info("Leaving out " + id + ", which item action " + wanted.action()
                    + " asks for: the filters of the backup exclude it");
            return;
        }
        try {
            Optional<KubernetesObject> object =
                    resource.flatMap(found -> cluster.get(found, id.namespace(), id.name()));
            if (object.isEmpty()) {
                reporter.warn(
                        id.namespace(),
                        "Additional item was not found in Kubernetes API, can't back it up: " + id + " (item action "
                                + wanted.action() + " asks for it)");
                return;
            }
            backUp(resource.orElseThrow(), object.get(), wanted.mustInclude(), additional);
        } catch (RuntimeException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(
                    id.namespace(),
                    "Could not read " + id + ", which item action " + wanted.action() + " asks for: " + e.getMessage());
        }
    }

    private void backUp(
            ApiResource resource, KubernetesObject object, boolean mustInclude, Deque<AdditionalItem> additional) {
        if (isLeftOut(resource, object, mustInclude) || !seen.add(resource, object.namespace(), object.name())) {
            return;
        }
        progress.found(1);
        ItemId id = new ItemId(resource.id(), object.namespace(), object.name());
        try {
            ItemToBackUp prepared = actions.apply(resource.id(), object);
            prepared.warnings().forEach(warning -> reporter.warn(object.namespace(), id + ": " + warning));
            additional.addAll(prepared.additionalItems());
            if (resource.id().equals(GroupResource.PODS)) {
                // Even if its volumes fail, the pod goes into the archive: it shows which volumes are missing.
                volumes.start(object, prepared.volumes());
            }
            refuseSecondOfOneName(resource, id, prepared.item());
            write(resource, object, prepared.item());
        } catch (RuntimeException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(object.namespace(), "Could not back up " + id + ": " + e.getMessage());
        } finally {
            progress.done();
        }
    }

    /** The archive has one entry for each name: whoever has it first keeps it. */
    private void refuseSecondOfOneName(ApiResource resource, ItemId id, KubernetesObject item) {
        ItemId target = new ItemId(resource.id(), item.namespace(), item.name());
        boolean isRenamed = !target.equals(id);
        ItemId first;
        synchronized (renamed) {
            if (!isRenamed) {
                first = renamed.get(id);
            } else if (hasSeen(resource, target)) {
                first = target;
            } else {
                first = renamed.putIfAbsent(target, id);
            }
        }
        if (first != null) {
            throw new GoletaException(
                    Fault.PLUGIN,
                    "an item action renamed " + (isRenamed ? id : first) + " to " + target
                            + ", and the backup already has "
                            + (isRenamed && first.equals(target)
                                    ? "an object of that name"
                                    : first + " under that name"));
        }
    }

    private boolean isFilteredOut(ApiResource resource, AdditionalItem wanted) {
        return !wanted.mustInclude()
                && !selection.includes(
                        resource, wanted.id().namespace(), wanted.id().name());
    }

    private boolean isLeftOut(ApiResource resource, KubernetesObject object, boolean mustInclude) {
        if (object.string("metadata", "deletionTimestamp").isPresent()) {
            log("Skipping item because it is being deleted", resource, object);
            return true;
        }
        if (mustInclude) {
            return false;
        }
        if (Selection.isExcludedByLabel(object)) {
            log("Skipping item because it has label " + VeleroApi.EXCLUDE_FROM_BACKUP + "=true", resource, object);
            return true;
        }
        return !selection.includes(resource, object.namespace(), object.name());
    }

    private void write(ApiResource resource, KubernetesObject original, KubernetesObject item) {
        // An action may rename the object; the version in the archive stays that of the object as it was read.
        String apiVersion = original.apiVersion();
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        archive.add(
                new ArchiveItem(resource.id().toString(), item.namespace(), item.name()), version, Json.write(item));
        written.add(resource.id());
        if (item.namespace() != null) {
            namespaces.add(item.namespace());
        }
    }

    private void log(String message, ApiResource resource, KubernetesObject object) {
        String namespace = object.namespace();
        reporter.info(
                message,
                "resource",
                resource.id().toString(),
                "namespace",
                namespace == null ? "" : namespace,
                "name",
                object.name());
    }
}
