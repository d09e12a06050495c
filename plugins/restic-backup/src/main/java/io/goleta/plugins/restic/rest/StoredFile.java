package io.goleta.plugins.restic.rest;

import java.util.regex.Pattern;

/**
 * One file of a repository.
 *
 * @param name 64 hex digits, the SHA-256 of the content; empty for the configuration
 */
record StoredFile(FileType type, String name) {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    static final StoredFile CONFIG = new StoredFile(FileType.CONFIG, "");

    /** Whether restic would give a file this name. Nothing else reaches the store, so no name can climb out of it. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Its key below the repository's path. Packs lie in 256 folders named by the first two digits. */
    String key(String path) {
        return switch (type) {
            case CONFIG -> path + "/config";
            case DATA -> path + "/data/" + name.substring(0, 2) + "/" + name;
            default -> path + "/" + type.folder() + "/" + name;
        };
    }

    @Override
    public String toString() {
        return type == FileType.CONFIG ? "config" : type.folder() + "/" + name;
    }
}
