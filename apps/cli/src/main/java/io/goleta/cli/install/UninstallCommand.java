package io.goleta.cli.install;

import io.goleta.cli.command.Confirmation;
import io.goleta.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** {@code velero uninstall}. */
public final class UninstallCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--force", description = "Skip the confirmation.")
    private boolean force;

    @Option(names = "--wait", hidden = true, description = "Ignored: uninstall always waits.")
    private boolean wait;

    /** A command that removes from this session's cluster. */
    public UninstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!force) {
            warn(session.namespace());
            if (!Confirmation.given(session.environment().terminal(), "--force")) {
                return 0;
            }
        }
        InstallLog log = new InstallLog(session.out());
        Uninstaller uninstaller = new Uninstaller(session.cluster(), session.namespace(), log, session.poller());
        uninstaller.namespace();
        uninstaller.clusterRoles();
        uninstaller.definitions();
        log.print("Velero uninstalled ⛵");
        return 0;
    }

    private void warn(String namespace) {
        session.out()
                .println("You are about to uninstall Velero: namespace \"" + namespace
                        + "\" is deleted with everything in it,"
                        + " then the cluster roles of its service accounts and the custom resource definitions.");
        session.out()
                .println(
                        "The contents of the buckets are kept. But the password of the restic repositories is deleted with the namespace;"
                                + " without a copy of Secret " + namespace
                                + "/velero-restic-credentials the backups of volumes cannot be restored.");
    }
}
