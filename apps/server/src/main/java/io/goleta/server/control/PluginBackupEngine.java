package io.goleta.server.control;

import io.goleta.core.backup.BackupReport;
import io.goleta.core.backup.BackupRequest;
import io.goleta.core.backup.BackupRun;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginWarnings;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.server.repository.RepositoryPresence;
import io.goleta.spi.PluginContext;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes backups with the plugins of this process. */
public final class PluginBackupEngine implements BackupReconciler.BackupEngine {
    private final Cluster cluster;
    private final PluginHost plugins;
    private final PluginSettings settings;
    private final PluginContext context;
    private final PluginWarnings warnings;
    private final RepositoryPresence repositories;
    private final Clock clock;

    @Inject
    PluginBackupEngine(
            Cluster cluster,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            PluginWarnings warnings,
            RepositoryPresence repositories,
            Clock clock) {
        this.cluster = cluster;
        this.plugins = plugins;
        this.settings = settings;
        this.context = context;
        this.warnings = warnings;
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public BackupReport execute(BackupRequest request, ProgressReporter.Listener progress) {
        List<String> known = new ArrayList<>(warnings.ofBackup());
        IncludesExcludes namespaces = new IncludesExcludes(
                request.spec().includedNamespaces(), request.spec().excludedNamespaces());
        known.addAll(repositories.lookAgain(request.locationName(), namespaces::includes));
        return new BackupRun(cluster, plugins.backupItemActions(), settings, context, clock, progress)
                .execute(request.withWarnings(known));
    }
}
