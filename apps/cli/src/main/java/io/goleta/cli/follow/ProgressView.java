package io.goleta.cli.follow;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.spi.item.KubernetesObject;

/** How far a backup or restore has come, in one line for a terminal. */
public interface ProgressView {

    /** The line, without line feed. */
    String line(KubernetesObject run, VeleroObjects velero);
}
