package io.goleta.plugins.restic.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files in a repository of restic; all but the first are folders. */
public enum FileType {
    CONFIG,
    KEYS,
    LOCKS,
    SNAPSHOTS,
    INDEX,
    DATA;

    /** As it is spelled in keys and URLs. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FileType> ofFolder(String text) {
        return Arrays.stream(values())
                .filter(type -> type != CONFIG && type.folder().equals(text))
                .findFirst();
    }
}
