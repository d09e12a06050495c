package com.example.copymover;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where what lies in a repository:
 *
 * <ul>
 *   <li>{@code config}: says that there is a repository;
 *   <li>{@code data/<snapshot>/<number>}: the content of one file, written for that snapshot, used by later ones too;
 *   <li>{@code snapshots/<snapshot>/files}: the list of all its files, see {@link Entry};
 *   <li>{@code snapshots/<snapshot>/info}: {@link SnapshotInfo}, which makes it a snapshot;
 *   <li>{@code writing/<snapshot>}: it is being written, so nothing may be freed.
 * </ul>
 */
final class CopyRepository {
    private static final byte[] FORMAT = "copy-mover 1\n".getBytes(StandardCharsets.UTF_8);
    /** Milliseconds since 1970, so that their order is that of their names, and eight random digits. */
    private static final Pattern ID = Pattern.compile("[0-9]{16}-[0-9a-f]{8}");

    private final ObjectStore store;
    private final String path;

    CopyRepository(ObjectStore store, String path) {
        this.store = store;
        this.path = path;
    }

    String path() {
        return path;
    }

    /** Creates it unless it is there. */
    void create() {
        if (store.head(key("config")).isEmpty()) {
            try (Stream<ObjectInfo> rest = store.list(key("snapshots/"))) {
                if (rest.findAny().isPresent()) {
                    throw new GoletaException(
                            Fault.STORAGE, "the repository at " + path + " is damaged: " + key("config") + " is gone");
                }
            }
            put("config", FORMAT);
        }
        require();
    }

    /**
     * @throws GoletaException STORAGE when it is not there
     */
    void require() {
        byte[] format = open("config")
                .map(in -> {
                    try (in) {
                        return in.readNBytes(FORMAT.length + 1);
                    } catch (IOException e) {
                        throw unreadable("config", e);
                    }
                })
                .orElseThrow(() -> new GoletaException(Fault.STORAGE, "there is no repository at " + path));
        if (!Arrays.equals(format, FORMAT)) {
            throw new GoletaException(Fault.STORAGE, "the repository at " + path + " is of another format");
        }
    }

    /** The ids of all snapshots, the oldest first. */
    List<String> snapshots() {
        String suffix = "/info";
        String prefix = key("snapshots/");
        try (Stream<ObjectInfo> objects = store.list(prefix)) {
            return objects.map(ObjectInfo::key)
                    .filter(key -> key.endsWith(suffix))
                    .map(key -> key.substring(prefix.length(), key.length() - suffix.length()))
                    .filter(CopyRepository::isId)
                    .toList();
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Optional<SnapshotInfo> info(String id) {
        String name = "snapshots/" + id + "/info";
        return isId(id)
                ? open(name).map(in -> {
                    try (in) {
                        return SnapshotInfo.read(in);
                    } catch (IOException e) {
                        throw unreadable(name, e);
                    }
                })
                : Optional.empty();
    }

    /** Calls back with every file of a snapshot, in the order of the list. */
    void entries(String id, Consumer<Entry> consumer) {
        try (Entry.Reader reader = reader(id)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                consumer.accept(entry);
            }
        } catch (IOException e) {
            throw unreadable("snapshots/" + id + "/files", e);
        }
    }

    /** The list of a snapshot's files, to be read step by step. */
    Entry.Reader reader(String id) throws IOException {
        String name = "snapshots/" + id + "/files";
        InputStream in = open(name)
                .orElseThrow(() -> new GoletaException(
                        Fault.STORAGE, "the repository at " + path + " is damaged: " + name + " is gone"));
        return new Entry.Reader(new BufferedInputStream(in));
    }

    /** Makes a snapshot of a list of files that are all stored. */
    void commit(String id, Path list, SnapshotInfo info) throws IOException {
        try (InputStream in = Files.newInputStream(list)) {
            store.put(key("snapshots/" + id + "/files"), in, Files.size(list));
        }
        put("snapshots/" + id + "/info", info.content());
    }

    void forget(String id) {
        if (isId(id)) {
            store.delete(key("snapshots/" + id + "/info"));
            store.delete(key("snapshots/" + id + "/files"));
        }
    }

    void put(String name, byte[] content) {
        store.put(key(name), new ByteArrayInputStream(content), content.length);
    }

    void put(String name, InputStream content) {
        store.put(key(name), content, -1);
    }

    Optional<InputStream> open(String name) {
        return store.get(key(name));
    }

    /** Objects of a folder, with names as in this repository. */
    void list(String folder, Consumer<ObjectInfo> consumer) {
        try (Stream<ObjectInfo> objects = store.list(key(folder))) {
            objects.map(object -> new ObjectInfo(
                            object.key().substring(path.length() + 1), object.size(), object.lastModified()))
                    .forEach(consumer);
        }
    }

    void delete(String name) {
        store.delete(key(name));
    }

    GoletaException unreadable(String name, IOException e) {
        return new GoletaException(
                Fault.STORAGE, "the repository at " + path + " is damaged: cannot read " + name + ": " + e, e);
    }

    private String key(String name) {
        return path + "/" + name;
    }
}
