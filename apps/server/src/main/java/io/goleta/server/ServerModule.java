package io.goleta.server;

import com.google.inject.name.Names;
import io.goleta.server.control.BackupReconciler.BackupEngine;
import io.goleta.server.control.PluginBackupEngine;
import io.goleta.server.control.PluginRestoreEngine;
import io.goleta.server.control.RestoreReconciler.RestoreEngine;
import io.goleta.server.leader.Leadership;
import io.goleta.server.leader.LeaseLeadership;
import io.goleta.server.repository.ActiveRuns;
import io.goleta.server.repository.RepositoryPassword;
import io.goleta.server.repository.RepositoryUsage;
import java.time.ZoneId;
import java.util.Objects;

/** The server: everything of it that is not in every process. */
final class ServerModule extends StartUpModule {
    private final ServerOptions options;

    ServerModule(ServerOptions options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        install(new ServerOptionsModule(options));
        install(new ControllersModule());
        install(new KnownObjectsModule());
        install(new ServerMetricsModule());
        install(new ServerRequestsModule());
        beforeStart(InstallationCheck.class, InstallationCheck::run);
        beforeStart(RepositoryPassword.class, RepositoryPassword::ensure);
        bind(BackupEngine.class).to(PluginBackupEngine.class);
        bind(RestoreEngine.class).to(PluginRestoreEngine.class);
        bind(RepositoryUsage.class).to(ActiveRuns.class);
        bind(Leadership.class).to(LeaseLeadership.class);
        bind(String.class).annotatedWith(Names.named("leader-identity")).toInstance(identity());
        bind(Boolean.class)
                .annotatedWith(Names.named("schedule-skip-immediately"))
                .toInstance(options.scheduleSkipImmediately);
        bind(ZoneId.class).toInstance(ZoneId.systemDefault());
        bind(String.class).annotatedWith(Names.named("version")).toInstance(version());
    }

    /** A container that replaces another in the same pod has the same identity, and need not wait for its lease to end. */
    private static String identity() {
        return LocalAddress.hostName() + "_" + ProcessHandle.current().pid();
    }

    private static String version() {
        String version = ServerMain.class.getPackage().getImplementationVersion();
        return "v" + Objects.requireNonNullElse(version, "0.0.0-dev");
    }
}
