package io.goleta.core.api;

import org.jspecify.annotations.Nullable;

/**
 * What moves the files of a volume, as {@code spec.uploaderType} of PodVolumeBackups and PodVolumeRestores says it: one word for
 * a data mover of the domain {@code velero.io}, the full name for others. Absent or empty, as before Velero 1.10, means restic.
 */
public final class UploaderType {
    /** The data mover of repositories and volumes that name none. */
    public static final String RESTIC = "velero.io/restic";

    private static final String DOMAIN = "velero.io/";
    // Velero marks a storage location with other folders beside these as unavailable, but lets plugins use their own.
    private static final String RESTIC_FOLDER = "restic";
    private static final String PLUGINS_FOLDER = "plugins/";

    private UploaderType() {}

    /** The uploader type of a data mover: {@code restic}, {@code example.com/copy}. */
    public static String of(String dataMover) {
        return dataMover.startsWith(DOMAIN) ? dataMover.substring(DOMAIN.length()) : dataMover;
    }

    /** The name of the data mover that an uploader type stands for. */
    public static String dataMover(@Nullable String uploaderType) {
        if (uploaderType == null || uploaderType.isEmpty()) {
            return RESTIC;
        }
        return uploaderType.contains("/") ? uploaderType : DOMAIN + uploaderType;
    }

    /**
     * The folder in a storage location that holds the repositories of a data mover, one folder for each namespace: {@code
     * restic}, where Velero has it, and {@code plugins/example.com/copy}.
     */
    public static String repositories(String dataMover) {
        return dataMover.equals(RESTIC) ? RESTIC_FOLDER : PLUGINS_FOLDER + dataMover;
    }
}
