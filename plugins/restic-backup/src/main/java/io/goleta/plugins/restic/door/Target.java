package io.goleta.plugins.restic.door;

import java.util.Optional;

/** What the path of a request means, after the token. */
sealed interface Target {

    /** The repository itself. */
    record Root() implements Target {}

    /** All files of one kind. */
    record Listing(FileType type) implements Target {}

    /** One file. */
    record File(StoredFile file) implements Target {}

    /**
     * @param path without the token and the slash after it
     * @return empty for anything restic does not ask for
     */
    static Optional<Target> parse(String path) {
        if (path.isEmpty()) {
            return Optional.of(new Root());
        }
        if (path.equals("config")) {
            return Optional.of(new File(StoredFile.CONFIG));
        }
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String name = path.substring(slash + 1);
        return FileType.ofFolder(path.substring(0, slash)).flatMap(type -> below(type, name));
    }

    private static Optional<Target> below(FileType type, String name) {
        if (name.isEmpty()) {
            return Optional.of(new Listing(type));
        }
        return StoredFile.isName(name) ? Optional.of(new File(new StoredFile(type, name))) : Optional.empty();
    }
}
