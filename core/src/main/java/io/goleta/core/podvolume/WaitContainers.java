package io.goleta.core.podvolume;

import java.util.List;

/** The init containers that keep a restored pod waiting for the files of its volumes. */
public final class WaitContainers {
    /** Their names, in Velero 1.5 to 1.9 and since. */
    public static final List<String> NAMES = List.of("restic-wait", "restore-wait");

    private WaitContainers() {}
}
