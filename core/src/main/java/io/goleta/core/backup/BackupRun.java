package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.api.UnsupportedRequests;
import io.goleta.core.archive.ArchiveWriter;
import io.goleta.core.catalog.BackupFiles;
import io.goleta.core.itemaction.BackupItemActions;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.podvolume.Repositories;
import io.goleta.core.podvolume.VolumeBackups;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.MemoryBudget;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.core.run.RunLog;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a backup: from the objects and volumes of a cluster to a published backup in the bucket, in the order of {@link #execute}.
 *
 * <p>Killed at any moment, a backup is executed again from the start, in another empty folder: it takes up the volume work
 * that its earlier execution began, and once it is published it is only reported.
 */
public final class BackupRun {
    // Enough to keep the archive busy while some of them wait for the API server.
    private static final int ITEMS_AT_ONCE = 32;

    // A page or two of a list: the next one is fetched while they are on their way.
    private static final int ITEMS_WAITING = 1_000;

    // As it was read, as actions changed it, and as JSON.
    private static final int FORMS_OF_AN_ITEM = 3;

    private final Cluster cluster;
    private final List<BackupItemActionFactory> plugins;
    private final PluginSettings settings;
    private final PluginContext context;
    private final Clock clock;
    private final ProgressReporter.Listener listener;

    /**
     * @param plugins in the order in which they see an object, after the built-in actions
     */
    public BackupRun(
            Cluster cluster,
            List<BackupItemActionFactory> plugins,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressReporter.Listener listener) {
        this.cluster = cluster;
        this.plugins = List.copyOf(plugins);
        this.settings = settings;
        this.context = context;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Makes one backup and publishes it. Blocks until then; interrupting the thread ends it without a trace in the bucket.
     *
     * @throws io.goleta.spi.error.GoletaException when nothing was published; USER when a plugin's configuration is bad, or
     *     when the bucket holds a different backup of this name
     */
    public BackupReport execute(BackupRequest request) {
        request.catalog().check();
        Optional<BackupReport> earlier = FinishedBackup.reportOfEarlierExecution(request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        request.catalog().checkWritable();
        Selection selection = Selection.of(request.spec(), cluster.refreshDiscovery());
        try (RunReporter reporter = reporter(request);
                VolumeBackups volumes = volumes(request, selection, reporter);
                ArchiveWriter archive = ArchiveWriter.create(contents(request), clock)) {
            reporter.info("Backing up " + selection);
            UnsupportedRequests.ofBackup(request.resource()).forEach(reporter::warn);
            selection.unknownWords().forEach(reporter::warn);
            BackupItemActions actions = actions(request, reporter);
            ProgressReporter progress = new ProgressReporter(listener, clock);
            ItemPipeline items = new ItemPipeline(cluster, selection, actions, volumes, archive, reporter, progress);

            new OrderedItems(cluster, selection, reporter).collect((resource, object) -> {
                items.process(resource, object);
                volumes.await(request.volumeTimeout());
            });
            try (BoundedExecutor executor = new BoundedExecutor(ITEMS_AT_ONCE, ITEMS_WAITING, MemoryBudget.ofHeap())) {
                new ItemCollector(cluster, selection, reporter)
                        .collect((resource, object) -> executor.submit(
                                FORMS_OF_AN_ITEM * MemoryBudget.bytesOf(object),
                                () -> items.process(resource, object)));
                executor.join();
            }
            new NamespaceCollector(cluster, selection, reporter)
                    .collect(items.namespaces(), items::hasSeen, items::process);
            new DefinitionCollector(cluster, selection, reporter).collect(items.written(), items::process);
            archive.close();
            volumes.finish(request.volumeTimeout());

            KubernetesObject finished =
                    FinishedBackup.of(request.resource(), reporter.results(), progress, clock.instant());
            reporter.info("Backed up a total of " + progress.itemsDone() + " items");
            reporter.close();
            request.catalog().publish(finished, files(request, reporter, volumes, items));
            return FinishedBackup.report(finished);
        }
    }

    private RunReporter reporter(BackupRequest request) {
        String name = request.resource().namespace() + "/" + request.resource().name();
        return new RunReporter(RunLog.create(log(request), Map.of("backup", name), clock), new Results());
    }

    private VolumeBackups volumes(BackupRequest request, Selection selection, RunReporter reporter) {
        String ownNamespace = Objects.requireNonNullElse(request.resource().namespace(), "");
        Repositories repositories = new Repositories(cluster, ownNamespace, clock);
        return new VolumeBackups(
                cluster,
                repositories,
                request.resource(),
                request.locationName(),
                selection::reasonToExcludeClaim,
                reporter,
                clock);
    }

    private BackupItemActions actions(BackupRequest request, RunReporter reporter) {
        Backup.Spec spec = request.spec();
        boolean allVolumes = Boolean.TRUE.equals(
                spec.defaultVolumesToFsBackup() != null
                        ? spec.defaultVolumesToFsBackup()
                        : spec.defaultVolumesToRestic());
        BackupDetails details = new BackupDetails(request.resource(), allVolumes);
        return BackupItemActions.of(details, plugins, settings, context, cluster, reporter);
    }

    private static BackupFiles files(
            BackupRequest request, RunReporter reporter, VolumeBackups volumes, ItemPipeline items) {
        return new BackupFiles(
                contents(request),
                log(request),
                volumes.finished(),
                items.resourceList(),
                reporter.results().toJson());
    }

    private static Path contents(BackupRequest request) {
        return request.scratch().resolve("contents.tar.gz");
    }

    private static Path log(BackupRequest request) {
        return request.scratch().resolve("log.gz");
    }
}
