package io.goleta.server.control;

import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginWarnings;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.restore.RestoreOrder;
import io.goleta.core.restore.RestoreReport;
import io.goleta.core.restore.RestoreRequest;
import io.goleta.core.restore.RestoreRun;
import io.goleta.core.run.ProgressReporter;
import io.goleta.spi.PluginContext;
import jakarta.inject.Inject;
import java.time.Clock;

/** Makes restores with the plugins of this process. */
public final class PluginRestoreEngine implements RestoreReconciler.RestoreEngine {
    private final Cluster cluster;
    private final PluginHost plugins;
    private final PluginSettings settings;
    private final PluginContext context;
    private final RestoreOrder order;
    private final PluginWarnings warnings;
    private final Clock clock;

    @Inject
    PluginRestoreEngine(
            Cluster cluster,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RestoreOrder order,
            PluginWarnings warnings,
            Clock clock) {
        this.cluster = cluster;
        this.plugins = plugins;
        this.settings = settings;
        this.context = context;
        this.order = order;
        this.warnings = warnings;
        this.clock = clock;
    }

    @Override
    public RestoreReport execute(RestoreRequest request, ProgressReporter.Listener progress) {
        return new RestoreRun(
                        cluster,
                        plugins.restoreItemActions(),
                        plugins.dataMovers(),
                        settings,
                        context,
                        clock,
                        progress,
                        order)
                .execute(request.withWarnings(warnings.ofRestore()));
    }
}
