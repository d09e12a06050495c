package io.goleta.core.restore;

import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.archive.ArchiveReader;
import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects in a backup, parsed one at a time when they are asked for. Thread-safe. */
final class BackupContents implements AutoCloseable {
    private static final long MAPS_PER_JSON = 16;

    private final ArchiveReader archive;

    private BackupContents(ArchiveReader archive) {
        this.archive = archive;
    }

    /**
     * Fetches the archive of the backup.
     *
     * @throws GoletaException USER when there is no such backup, STORAGE when its archive cannot be trusted
     */
    static BackupContents open(RestoreRequest request) {
        String backup = RestoreContext.backupName(request);
        try (InputStream contents = request.catalog().contents(backup)) {
            return new BackupContents(ArchiveReader.open(contents, request.scratch()));
        } catch (IOException e) {
            throw new UncheckedIOException("closing the archive of backup " + backup, e);
        }
    }

    /** The resources in the backup, sorted by name. */
    List<GroupResource> resources() {
        return archive.resources().stream().map(GroupResource::parse).toList();
    }

    /** The addresses of all objects of a resource, as in the backup. */
    Stream<ItemId> items(GroupResource resource) {
        return archive.items(resource.toString()).map(item -> new ItemId(resource, item.namespace(), item.name()));
    }

    /**
     * One object; empty when it is not in the backup.
     *
     * @throws GoletaException STORAGE when it cannot be read
     */
    Optional<KubernetesObject> read(ItemId id) {
        return archive.read(archived(id)).map(json -> checked(id, parse(id, json)));
    }

    /** About how much memory the restore of an object takes, in the worst case: as maps it may be many times as large as in JSON. */
    long memoryOf(ItemId id) {
        return MAPS_PER_JSON * archive.length(archived(id));
    }

    /** A sentence about what is in the archive and cannot be understood, so that it is not restored. */
    Optional<String> unknownEntries() {
        return archive.unknownEntries();
    }

    private static ArchiveItem archived(ItemId id) {
        return new ArchiveItem(id.resource().toString(), id.namespace(), id.name());
    }

    /** Filters go by the address, the API server by the content; they must not differ. */
    private static KubernetesObject checked(ItemId id, KubernetesObject object) {
        if (!object.name().equals(id.name()) || !Objects.equals(object.namespace(), id.namespace())) {
            throw new GoletaException(Fault.STORAGE, id + " in the backup holds another object: " + object);
        }
        return object;
    }

    @Override
    public void close() {
        archive.close();
    }

    private static KubernetesObject parse(ItemId id, byte[] json) {
        try {
            return Json.read(json);
        } catch (GoletaException e) {
            throw new GoletaException(Fault.STORAGE, id + " in the backup is not JSON", e);
        }
    }
}
