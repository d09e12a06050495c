package io.goleta.core.restore;

import io.goleta.core.api.RestorePhase;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginSettings;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.ProgressListener;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.core.run.RunLog;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restores a backup: DESIGN's straight line from a backup in the bucket to objects and volumes in a cluster.
 *
 * <p>Killed at any moment, a restore is executed again from the start, in another empty folder: what it created before it finds again
 * by its labels, and carries on. Objects that somebody else created are never taken over, and not changed unless the restore's
 * {@code existingResourcePolicy} is {@code update}.
 *
 * <p>{@code restorePVs: false} is about snapshots of volumes, as in Velero: the files of pod volumes are restored all the same. To leave
 * volumes alone, exclude {@code persistentvolumeclaims}; then nothing is written into claims.
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
    private final ProgressListener listener;
    private final RestoreOrder order;

    /**
     * @param plugins their actions take turns with the built-in ones, in the order of all names
     * @param dataMovers the names of those there are; volumes of others cannot be restored
     */
    public RestoreRun(
            Cluster cluster,
            List<RestoreItemActionFactory> plugins,
            Set<String> dataMovers,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressListener listener) {
        this(cluster, plugins, dataMovers, settings, context, clock, listener, RestoreOrder.standard());
    }

    /** The same, in another order. */
    public RestoreRun(
            Cluster cluster,
            List<RestoreItemActionFactory> plugins,
            Set<String> dataMovers,
            PluginSettings settings,
            PluginContext context,
            Clock clock,
            ProgressListener listener,
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
     *     configuration is bad, STORAGE when the archive cannot be trusted. What it created until then stays.
     */
    public RestoreReport execute(RestoreRequest request) {
        RunReporter findings = findings(request);
        try {
            return restore(request, findings);
        } catch (RuntimeException e) {
            publishFailure(request, findings, e);
            throw e;
        } finally {
            findings.close();
        }
    }

    private RestoreReport restore(RestoreRequest request, RunReporter findings) {
        RestoreFilter filter = RestoreFilter.of(request.spec(), cluster.refreshDiscovery());
        try (BackupContents backup = BackupContents.open(request);
                RestoreTools tools = tools(request, filter, backup, findings)) {
            RestorePlan plan = RestorePlan.of(backup, filter, order);
            ItemRestorer items = new ItemRestorer(tools);
            tools.progress().found(plan.size());

            BoundedExecutor.forEach(plan.definitions(), AT_ONCE, items::restoreListed);
            filter.understand(cluster.refreshDiscovery());
            for (RestoreOrder.Stage stage : plan.stagesAfterDefinitions()) {
                BoundedExecutor.forEach(plan.items(stage), AT_ONCE, items::restoreListed);
            }
            tools.owners().addLate();
            tools.volumes().await(request.volumeTimeout());

            tools.resources().reportUnknown(findings);
            tools.claims().report(findings);
            tools.progress().finish();
            String unpublished = publishIfPossible(request, findings);
            return report(findings, items.itemsRestored(), unpublished);
        }
    }

    private RunReporter findings(RestoreRequest request) {
        String name = request.resource().namespace() + "/" + request.resource().name();
        return new RunReporter(RunLog.create(log(request), Map.of("restore", name), clock), new Results());
    }

    private RestoreTools tools(
            RestoreRequest request, RestoreFilter filter, BackupContents backup, RunReporter findings) {
        ProgressReporter progress = new ProgressReporter(listener, clock);
        return new RestoreAssembly(cluster, plugins, dataMovers, settings, context, clock)
                .assemble(request, filter, backup, findings, progress);
    }

    /** What was restored stays restored when its log cannot be kept, as in a bucket that may only be read. */
    private static @Nullable String publishIfPossible(RestoreRequest request, RunReporter findings) {
        try {
            publish(request, findings);
            return null;
        } catch (GoletaException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return "everything was restored that could be, but log and results could not be kept: " + e.getMessage();
        }
    }

    private static void publish(RestoreRequest request, RunReporter findings) {
        findings.close();
        request.catalog()
                .publishRestore(
                        request.resource().name(),
                        log(request),
                        findings.results().toJson());
    }

    /** The reason is in the exception; that the log is missing must not hide it. */
    private static void publishFailure(RestoreRequest request, RunReporter findings, RuntimeException reason) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        findings.error(String.valueOf(reason.getMessage()));
        try {
            publish(request, findings);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static RestoreReport report(RunReporter findings, int itemsRestored, @Nullable String unpublished) {
        int errors = findings.results().errors() + (unpublished == null ? 0 : 1);
        RestorePhase phase = errors == 0 ? RestorePhase.Completed : RestorePhase.PartiallyFailed;
        return new RestoreReport(phase, findings.results().warnings(), errors, itemsRestored, unpublished);
    }

    private static Path log(RestoreRequest request) {
        return request.scratch().resolve("log.gz");
    }
}
