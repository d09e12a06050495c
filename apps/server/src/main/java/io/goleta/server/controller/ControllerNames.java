package io.goleta.server.controller;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Which controllers run, by the names in Velero's documentation; newer names are aliases. */
public final class ControllerNames {
    public static final String BACKUP = "backup";
    public static final String BACKUP_DELETION = "backup-deletion";
    public static final String BACKUP_SYNC = "backup-sync";
    public static final String DOWNLOAD_REQUEST = "download-request";
    public static final String GARBAGE_COLLECTION = "gc";
    /** Cannot be disabled. */
    public static final String LOCATION = "backup-storage-location";

    public static final String REPOSITORY = "restic-repo";
    public static final String RESTORE = "restore";
    public static final String SCHEDULE = "schedule";
    public static final String SERVER_STATUS_REQUEST = "server-status-request";

    private static final String NEWER_REPOSITORY = "backup-repo";
    // What they do in Velero is part of other controllers here, or is not done at all.
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("backup-queue", "backup-operations", "backup-finalizer", "restore-operations", "restore-finalizer");
    private static final List<String> OFFERED = List.of(
            BACKUP,
            BACKUP_DELETION,
            BACKUP_SYNC,
            DOWNLOAD_REQUEST,
            GARBAGE_COLLECTION,
            REPOSITORY,
            RESTORE,
            SCHEDULE,
            SERVER_STATUS_REQUEST);
    private static final Set<String> NO_BACKUPS = Set.of(BACKUP, SCHEDULE, GARBAGE_COLLECTION, BACKUP_DELETION);

    private final Set<String> disabled = new HashSet<>();

    /** For the help text. */
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return OFFERED.iterator();
        }
    }

    /**
     * @throws GoletaException USER for a name that no controller has
     */
    public ControllerNames(Collection<String> disabled, boolean restoreOnly) {
        for (String name : disabled) {
            if (!OFFERED.contains(name) && !name.equals(NEWER_REPOSITORY) && !WITHOUT_EFFECT.contains(name)) {
                throw new GoletaException(
                        Fault.USER,
                        "Invalid value for --disable-controllers flag provided: " + name + ". Valid values are: "
                                + String.join(",", OFFERED));
            }
            this.disabled.add(name.equals(NEWER_REPOSITORY) ? REPOSITORY : name);
        }
        if (restoreOnly) {
            this.disabled.addAll(NO_BACKUPS);
        }
    }

    /** Those that Velero has and this server does not. */
    public static List<String> withoutEffect(Collection<String> disabled) {
        return disabled.stream().filter(WITHOUT_EFFECT::contains).toList();
    }

    /** Whether the controller of this name was not disabled. */
    public boolean runs(String name) {
        return !disabled.contains(name);
    }

    /** In Velero's names, sorted. */
    List<String> disabled() {
        return disabled.stream().sorted().toList();
    }
}
