package io.goleta.cli.command;

import io.goleta.cli.session.ServerWatch;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velero backup delete}, and the same for every other kind. */
public final class DeleteCommand implements Callable<Integer> {
    private final Session session;
    private final VeleroKind<?> kind;
    private final DeleteAction deletion;

    @Mixin
    private final ObjectSelection selection = new ObjectSelection();

    @Option(names = "--confirm", description = "Skip the confirmation.")
    private boolean confirmed;

    /** @param deletion deletes one object of the kind */
    public DeleteCommand(Session session, VeleroKind<?> kind, DeleteAction deletion) {
        this.session = session;
        this.kind = kind;
        this.deletion = deletion;
    }

    @Override
    public Integer call() throws IOException {
        VeleroObjects velero = session.velero();
        List<KubernetesObject> objects = selection.of(kind, velero);
        if (objects.isEmpty()) {
            session.out().println("No " + kind.noun() + "s found");
            return 0;
        }
        if (!confirmed && !Confirmation.given(session.environment().terminal(), "--confirm")) {
            return 0;
        }
        boolean needsServer = false;
        for (KubernetesObject object : objects) {
            needsServer |= deletion.delete(object, velero, session.out());
        }
        if (needsServer) {
            session.environment().terminal().flush();
            ServerWatch.require(session, "The deletion was requested, and a server that starts carries it out.");
        }
        return 0;
    }
}
