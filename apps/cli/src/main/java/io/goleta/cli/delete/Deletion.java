package io.goleta.cli.delete;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;

/** What deleting means for one kind. */
@FunctionalInterface
public interface Deletion {

    /** Deletes one object, or asks the server to, and prints what happened. */
    void delete(KubernetesObject object, VeleroObjects velero, PrintStream out);
}
