package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.archive.ArchiveWriter;
import io.goleta.core.catalog.BackupFiles;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginSettings;
import io.goleta.core.podvolume.Repositories;
import io.goleta.core.podvolume.VolumeBackups;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.ProgressListener;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.core.run.RunLog;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a backup: DESIGN's straight line from the objects and volumes of a cluster to a published backup in the bucket.
 *
 * <p>Killed at any moment, a backup is executed again from the start, in another empty folder: it takes up the volume work
 * that its earlier execution began, and once it is published it is only reported.
 */
public final class BackupRun {
    // Enough to keep the archive busy while some of them wait for the API server.
    private static final int ITEMS_AT_ONCE = 32;

    // A page or two of a list: the next one is fetched while they are on their way.
    private static final int ITEMS_WAITING = 1_000;

    private final Cluster cluster;
    private final List<BackupItemActionFactory> plugins;
    private final PluginSettings settings;
    private final PluginContext context;
    private final Clock clock;
    private final ProgressListener listener;

    /**
     * @param plugins in the order in which they see an object, after the built-in actions
     */
    public BackupRun(
            Cluster cluster,
            List<BackupItemActionFactory> plugins,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressListener listener) {
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
     *     when the bucket holds another backup of this name
     */
    public BackupReport execute(BackupRequest request) {
        request.catalog().check();
        Optional<BackupReport> earlier = FinishedBackup.reportOfEarlierExecution(request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        request.catalog().checkWritable();
        try (RunReporter findings = findings(request);
                VolumeBackups volumes = volumes(request, findings);
                ArchiveWriter archive = ArchiveWriter.create(contents(request), clock)) {
            Selection selection = Selection.of(request.spec(), cluster.refreshDiscovery());
            findings.info("Backing up " + selection);
            ActionChain actions = actions(request, selection, findings);
            ProgressReporter progress = new ProgressReporter(listener, clock);
            ItemPipeline items = new ItemPipeline(cluster, selection, actions, volumes, archive, findings, progress);

            new OrderedItems(cluster, selection, findings).collect((resource, object) -> {
                items.process(resource, object);
                volumes.await(request.volumeTimeout());
            });
            try (BoundedExecutor crew = new BoundedExecutor(ITEMS_AT_ONCE, ITEMS_WAITING)) {
                new ItemCollector(cluster, selection, findings)
                        .collect((resource, object) -> crew.submit(() -> items.process(resource, object)));
                crew.join();
            }
            new Definitions(cluster, selection, findings).collect(items.written(), items::process);
            archive.close();
            volumes.await(request.volumeTimeout());

            KubernetesObject finished =
                    FinishedBackup.of(request.resource(), findings.results(), progress, clock.instant());
            findings.info("Backed up a total of " + progress.itemsDone() + " items");
            findings.close();
            request.catalog().publish(finished, files(request, findings, volumes, items));
            return FinishedBackup.report(finished);
        }
    }

    private RunReporter findings(BackupRequest request) {
        String name = request.resource().namespace() + "/" + request.resource().name();
        return new RunReporter(RunLog.create(log(request), Map.of("backup", name), clock), new Results());
    }

    private VolumeBackups volumes(BackupRequest request, RunReporter findings) {
        String ownNamespace = Objects.requireNonNullElse(request.resource().namespace(), "");
        Repositories repositories = new Repositories(cluster, ownNamespace, clock);
        return new VolumeBackups(cluster, repositories, request.resource(), request.locationName(), findings, clock);
    }

    private ActionChain actions(BackupRequest request, Selection selection, RunReporter findings) {
        List<BackupItemAction> actions = new ArrayList<>(
                List.of(new ClaimedVolumeAction(), new PodNeedsAction(), new ServiceAccountAction(cluster, findings)));
        Backup.Spec spec = request.spec();
        boolean allVolumes = Boolean.TRUE.equals(
                spec.defaultVolumesToFsBackup() != null
                        ? spec.defaultVolumesToFsBackup()
                        : spec.defaultVolumesToRestic());
        BackupDetails details = new BackupDetails(request.resource(), allVolumes);
        for (BackupItemActionFactory plugin : plugins) {
            actions.add(plugin.create(details, settings.of(plugin.name(), "BackupItemAction"), context));
        }
        return new ActionChain(actions, selection.discovery());
    }

    private static BackupFiles files(
            BackupRequest request, RunReporter findings, VolumeBackups volumes, ItemPipeline items) {
        return new BackupFiles(
                contents(request),
                log(request),
                volumes.finished(),
                items.resourceList(),
                findings.results().toJson());
    }

    private static Path contents(BackupRequest request) {
        return request.scratch().resolve("contents.tar.gz");
    }

    private static Path log(BackupRequest request) {
        return request.scratch().resolve("log.gz");
    }
}
