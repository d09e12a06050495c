package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.api.UnsupportedRequests;
import io.goleta.core.itemaction.RestoreItemActions;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.core.podvolume.Repositories;
import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.MemoryBudget;
import io.goleta.core.run.Poller;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.core.run.RunLog;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Restores a backup: from a backup in the bucket to objects and volumes in a cluster, in the order of {@code restore}.
 *
 * <p>Killed at any moment, a restore is executed again from the start, in another empty folder: what it created before it finds again
 * by its labels, and carries on. Objects of a different origin are never taken over, and not changed unless the restore's
 * {@code existingResourcePolicy} is {@code update}.
 *
 * <p>{@code restorePVs: false} is about snapshots of volumes, as in Velero: the files of pod volumes are restored all the same. To leave
 * volumes alone, exclude {@code persistentvolumeclaims} or {@code persistentvolumes}; then nothing is written into claims.
 */
public final class RestoreRun {
    /** More than the API server takes at once, so that it never waits; few enough that what they hold is small. */
    static final int AT_ONCE = 96;

    private final Cluster cluster;
    private final List<RestoreItemActionFactory> plugins;
    private final Set<String> dataMovers;
    private final PluginSettings settings;
    private final PluginContext context;
    private final Clock clock;
    private final ProgressReporter.Listener listener;
    private final RestoreOrder order;

    /**
     * @param plugins their actions take turns with the built-in ones, in the order of all names
     * @param dataMovers the names of those that there are: what others wrote cannot be restored
     */
    public RestoreRun(
            Cluster cluster,
            List<RestoreItemActionFactory> plugins,
            Set<String> dataMovers,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressReporter.Listener listener) {
        this(cluster, plugins, dataMovers, settings, context, clock, listener, RestoreOrder.standard());
    }

    /** The same, in a different order. */
    public RestoreRun(
            Cluster cluster,
            List<RestoreItemActionFactory> plugins,
            Set<String> dataMovers,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressReporter.Listener listener,
            RestoreOrder order) {
        this.cluster = cluster;
        this.plugins = List.copyOf(plugins);
        this.dataMovers = Set.copyOf(dataMovers);
        this.settings = settings;
        this.context = context;
        this.clock = clock;
        this.listener = listener;
        this.order = order;
    }

    /**
     * Makes one restore and publishes its log and results. Blocks until then; interrupting the thread ends it, and it can be executed
     * again.
     *
     * @throws GoletaException when the restore could not begin, or not go on: USER when there is no such backup or a plugin's
     *     configuration is invalid, STORAGE when the archive cannot be trusted. What it created until then stays.
     */
    public RestoreReport execute(RestoreRequest request) {
        RunReporter reporter = reporter(request);
        try {
            UnsupportedRequests.ofRestore(request.resource()).forEach(reporter::warn);
            return restore(request, reporter);
        } catch (RuntimeException e) {
            publishFailure(request, reporter, e);
            throw e;
        } finally {
            reporter.close();
        }
    }

    private RestoreReport restore(RestoreRequest request, RunReporter reporter) {
        RestoreFilter filter = RestoreFilter.of(request.spec(), cluster.refreshDiscovery());
        Poller poller = new Poller(clock);
        ProgressReporter progress = new ProgressReporter(listener, clock);
        try (BackupContents backup = BackupContents.open(request);
                VolumeRestores volumes = volumes(request, reporter)) {
            RestorePlan plan = new RestorePlan(backup, filter, order);
            BackedUpVolumes podVolumes = podVolumes(request, backup, filter, volumes, reporter);
            RestoreContext restore = RestoreContext.of(request, podVolumes);
            TargetCluster target = new TargetCluster(
                    cluster, backup, restore.updatesExisting(), reporter, poller, request.terminatingTimeout());
            RestoreItemActions actions = RestoreItemActions.of(restore, plugins, settings, context, cluster, reporter);
            PersistentVolumes persistentVolumes =
                    new PersistentVolumes(cluster, restore, backup, actions::storageClass);
            SingleFlight once = new SingleFlight();
            OwnerReferences owners = new OwnerReferences(cluster, once, reporter);
            ItemRestorer items = new ItemRestorer(
                    restore,
                    filter,
                    backup,
                    target,
                    actions,
                    podVolumes,
                    persistentVolumes,
                    new ItemCreator(cluster, restore, owners, poller, request.terminatingTimeout(), reporter),
                    new StatusRestorer(cluster, restore, reporter),
                    once,
                    reporter);

            backup.unknownEntries().ifPresent(reporter::warn);
            progress.found(plan.size());
            restoreAll(plan.definitions(), backup, items, progress);
            filter.resolveAgain(cluster.refreshDiscovery());
            plan.stagesAfterDefinitions().forEach(stage -> restoreAll(plan.items(stage), backup, items, progress));
            owners.addLate();
            volumes.await(request.volumeTimeout());

            target.reportUnknown();
            persistentVolumes.reportEmptyClaims(reporter);
            progress.finish();
            return report(reporter, items.itemsRestored(), publishIfPossible(request, reporter));
        }
    }

    private static void restoreAll(
            Stream<ItemId> ids, BackupContents backup, ItemRestorer items, ProgressReporter progress) {
        BoundedExecutor.forEach(ids, AT_ONCE, MemoryBudget.ofHeap(), backup::memoryOf, id -> {
            items.restoreListed(id);
            progress.done();
        });
    }

    private RunReporter reporter(RestoreRequest request) {
        String name = request.resource().namespace() + "/" + request.resource().name();
        return new RunReporter(RunLog.create(log(request), Map.of("restore", name), clock), new Results());
    }

    private VolumeRestores volumes(RestoreRequest request, RunReporter reporter) {
        String ownNamespace = Objects.requireNonNullElse(request.resource().namespace(), "");
        Repositories repositories = new Repositories(cluster, ownNamespace, clock);
        return new VolumeRestores(cluster, repositories, request.resource(), request.locationName(), reporter, clock);
    }

    private BackedUpVolumes podVolumes(
            RestoreRequest request,
            BackupContents backup,
            RestoreFilter filter,
            VolumeRestores volumes,
            RunReporter reporter) {
        String name = RestoreContext.backupName(request);
        List<String> leftOut = Stream.of(GroupResource.PERSISTENT_VOLUME_CLAIMS, GroupResource.PERSISTENT_VOLUMES)
                .filter(resource -> !filter.includes(resource))
                .map(GroupResource::toString)
                .toList();
        // Judged by their paths alone, so that no pod waits for a volume that is refused anyway; agents check the
        // directories.
        HostPaths targets = HostPaths.writableFromEnvironment(context::environment);
        BackedUpVolumes found = new BackedUpVolumes(
                backup::read,
                request.catalog().podVolumeBackups(name),
                new PodVolumeReading(leftOut.isEmpty(), dataMovers, targets),
                VolumeSnapshotRecords.of(request.catalog(), name),
                new ClaimUsers(backup),
                volumes,
                reporter);
        found.reportExcluded(leftOut, filter::admits);
        return found;
    }

    /** Restored objects stay when the log cannot be uploaded, as into a read-only bucket. */
    private static @Nullable String publishIfPossible(RestoreRequest request, RunReporter reporter) {
        try {
            publish(request, reporter);
            return null;
        } catch (GoletaException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return "everything was restored that could be, but log and results could not be kept: " + e.getMessage();
        }
    }

    private static void publish(RestoreRequest request, RunReporter reporter) {
        reporter.close();
        request.catalog()
                .publishRestore(
                        request.resource().name(),
                        log(request),
                        reporter.results().toJson());
    }

    /** The reason is in the exception; that the log is missing must not hide it. */
    private static void publishFailure(RestoreRequest request, RunReporter reporter, RuntimeException reason) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        reporter.error(String.valueOf(reason.getMessage()));
        try {
            publish(request, reporter);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static RestoreReport report(RunReporter reporter, int itemsRestored, @Nullable String unpublished) {
        int errors = reporter.results().errors() + (unpublished == null ? 0 : 1);
        Restore.Phase phase = errors == 0 ? Restore.Phase.Completed : Restore.Phase.PartiallyFailed;
        return new RestoreReport(phase, reporter.results().warnings(), errors, itemsRestored, unpublished);
    }

    private static Path log(RestoreRequest request) {
        return request.scratch().resolve("log.gz");
    }
}
