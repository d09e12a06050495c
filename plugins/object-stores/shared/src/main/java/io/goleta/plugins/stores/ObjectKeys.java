package io.goleta.plugins.stores;

import java.util.stream.Stream;

/** Which names in a bucket are keys. */
public final class ObjectKeys {
    private ObjectKeys() {}

    /** Whether a listed name is a key. Other programs mark a folder with an object whose name ends with a slash. */
    public static boolean isKey(String name) {
        return Stream.of(name.split("/", -1))
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    /**
     * Whether there can be keys in a listed folder.
     *
     * @param folder ends with a slash
     */
    public static boolean isFolder(String folder) {
        return isKey(folder.substring(0, folder.length() - 1));
    }

    /**
     * @return the prefix
     * @throws IllegalArgumentException unless it is empty or ends with a slash
     */
    public static String requireFolder(String prefix) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not end with /");
        }
        return prefix;
    }
}
