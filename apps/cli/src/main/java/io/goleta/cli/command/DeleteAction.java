package io.goleta.cli.command;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;

/** Deletes objects of one kind. */
@FunctionalInterface
public interface DeleteAction {

    /**
     * Deletes one object, or requests its deletion from the server, and prints the result.
     *
     * @return whether the server has to complete the deletion
     */
    boolean delete(KubernetesObject object, VeleroObjects velero, PrintStream out);
}
