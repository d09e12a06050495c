package io.goleta.plugins.restic.rest;

import java.util.Optional;

/** The path of a request after the token: the repository, a folder or a file. */
sealed interface RequestPath {

    /** The repository itself. */
    record Root() implements RequestPath {}

    /** All files of one kind. */
    record Folder(FileType type) implements RequestPath {}

    /** One file. */
    record File(StoredFile file) implements RequestPath {}

    /**
     * @param path without the token and the slash after it
     * @return empty for anything restic does not ask for
     */
    static Optional<RequestPath> parse(String path) {
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

    private static Optional<RequestPath> below(FileType type, String name) {
        if (name.isEmpty()) {
            return Optional.of(new Folder(type));
        }
        return StoredFile.isName(name) ? Optional.of(new File(new StoredFile(type, name))) : Optional.empty();
    }
}
