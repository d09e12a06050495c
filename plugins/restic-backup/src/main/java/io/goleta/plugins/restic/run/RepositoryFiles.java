package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Facts about a repository from the names of its files, which take one request, where restic takes half a second
 * to open it.
 */
final class RepositoryFiles {
    private static final Pattern SNAPSHOT_ID = Pattern.compile("[0-9a-f]{4,64}");
    private static final List<String> FOLDERS_WITH_DATA = List.of("/data/", "/index/", "/snapshots/");

    private final ObjectStore store;
    private final String path;

    RepositoryFiles(Repository repository) {
        this.store = repository.store();
        this.path = repository.path();
    }

    /** For restic a repository exists when it has a configuration. */
    boolean hasConfiguration() {
        return store.head(path + "/config").isPresent();
    }

    boolean hasKeys() {
        return !isEmpty("/keys/");
    }

    boolean hasData() {
        return !FOLDERS_WITH_DATA.stream().allMatch(this::isEmpty);
    }

    /** When the last key was stored. */
    Optional<Instant> newestKey() {
        try (Stream<ObjectInfo> keys = store.list(path + "/keys/")) {
            return keys.map(ObjectInfo::lastModified).max(Instant::compareTo);
        }
    }

    void removeKeys() {
        names("/keys/").forEach(name -> store.delete(path + "/keys/" + name));
    }

    /** The ids of all keys. */
    List<String> keys() {
        return names("/keys/");
    }

    List<String> locks() {
        return names("/locks/");
    }

    void removeLock(String name) {
        store.delete(path + "/locks/" + name);
    }

    /**
     * The full id of a snapshot.
     *
     * @param id full, or its first digits as Velero records it
     * @return empty when there is no such snapshot
     * @throws GoletaException USER when the id is invalid, or a prefix of several ids
     */
    Optional<String> snapshot(String id) {
        if (!SNAPSHOT_ID.matcher(id).matches()) {
            throw new GoletaException(Fault.USER, "\"" + id + "\" is not the id of a restic snapshot");
        }
        List<String> found = names("/snapshots/" + id);
        if (found.size() > 1) {
            throw new GoletaException(Fault.USER, "snapshot id " + id + " in " + path + " is ambiguous: " + found);
        }
        return found.stream().findFirst();
    }

    /** As {@code restic forget}, but without a lock. One that is gone is no error. */
    void removeSnapshot(String fullId) {
        store.delete(path + "/snapshots/" + fullId);
    }

    private boolean isEmpty(String below) {
        try (Stream<ObjectInfo> objects = store.list(path + below)) {
            return objects.findFirst().isEmpty();
        }
    }

    private List<String> names(String below) {
        try (Stream<ObjectInfo> objects = store.list(path + below)) {
            return objects.map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
                    .toList();
        }
    }
}
