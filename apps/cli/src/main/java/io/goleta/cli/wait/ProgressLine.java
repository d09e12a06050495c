package io.goleta.cli.wait;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.item.KubernetesObject;

/** How far a backup or restore has come, in one line for a terminal. */
public interface ProgressLine {

    /** The line, without line feed. */
    String line(KubernetesObject run, VeleroObjects velero);
}
