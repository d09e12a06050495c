package io.goleta.cli.command;

import io.goleta.cli.session.ServerWatch;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup delete}, and the same for every other kind. */
public final class DeleteCommand implements Callable<Integer> {
    private final Session session;
    private final VeleroKind<?> kind;
    private final DeleteAction deletion;

    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "The objects to delete.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Delete all.")
    private boolean all;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Delete the objects with these labels.")
    private String selector = "";

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
        int ways = (names.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (selector.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new GoletaException(
                    Fault.USER,
                    "you must specify exactly one of: specific " + kind.noun()
                            + " name(s), the --all flag, or the --selector flag");
        }
        VeleroObjects velero = session.velero();
        // All are looked up before the first is deleted, so that a mistyped name deletes nothing.
        List<KubernetesObject> objects = velero.select(kind, names, selector);
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
