package io.goleta.cli.command;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;

/** What deleting means for one kind. */
@FunctionalInterface
public interface DeleteAction {

    /** Deletes one object, or asks the server to, and prints what happened. */
    void delete(KubernetesObject object, VeleroObjects velero, PrintStream out);
}
