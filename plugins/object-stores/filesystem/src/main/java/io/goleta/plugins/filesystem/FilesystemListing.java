package io.goleta.plugins.filesystem;

import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks the objects below a prefix in the order of their keys. Only the folders on the path to the current object are in memory, so the
 * size of the tree does not matter; a folder is read when the walk reaches it.
 */
final class FilesystemListing implements Iterator<ObjectInfo> {
    private final KeyPaths paths;
    private final Clock clock;
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable ObjectInfo next;

    FilesystemListing(KeyPaths paths, Clock clock, String prefix) {
        this.paths = paths;
        this.clock = clock;
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        enter(paths.folder(folder), folder, prefix.substring(folder.length()));
    }

    @Override
    public boolean hasNext() {
        while (next == null && !levels.isEmpty()) {
            advance(levels.getLast());
        }
        return next != null;
    }

    @Override
    public ObjectInfo next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ObjectInfo result = next;
        next = null;
        return result;
    }

    private void advance(Level level) {
        if (!level.entries().hasNext()) {
            levels.removeLast();
            return;
        }
        FolderEntry entry = level.entries().next();
        String key = level.prefix() + entry.name();
        if (entry.isFolder()) {
            enter(level.folder().resolve(entry.name()), key + "/", "");
        } else {
            next = new ObjectInfo(key, entry.size(), entry.lastModified());
        }
    }

    private void enter(Path folder, String prefix, String beginning) {
        try {
            levels.addLast(new Level(
                    folder,
                    prefix,
                    FolderEntry.in(folder, paths, clock, beginning).iterator()));
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private record Level(Path folder, String prefix, Iterator<FolderEntry> entries) {}
}
