package io.goleta.plugins.filesystem;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A bucket in a folder. Thread-safe, and so among processes and machines that share the folder. */
final class FilesystemObjectStore implements ObjectStore {
    private final KeyPaths paths;
    private final Clock clock;
    private volatile boolean closed;

    FilesystemObjectStore(KeyPaths paths, Clock clock) {
        this.paths = paths;
        this.clock = clock;
    }

    @Override
    public void check() {
        requireOpen();
        requireFolder(paths.root(), "mount it there, or correct root in the location's config");
        requireFolder(
                paths.bucket(), "create it once; it is not made by itself because an unmounted share looks the same");
        try (DirectoryStream<Path> _ = Files.newDirectoryStream(paths.bucket())) {
            paths.requireInside(paths.bucket());
        } catch (IOException e) {
            throw DiskFailure.of("list the bucket", paths.bucket(), e);
        }
    }

    @Override
    public void put(String key, InputStream content, long length) {
        requireOpen();
        Path file = paths.file(key);
        try {
            requireParentInside(file);
            new AtomicFileWrite(paths.bucket(), file).write(key, content, length);
        } catch (IOException e) {
            throw DiskFailure.of("store " + key, paths.base(), e);
        }
    }

    @Override
    public Optional<InputStream> get(String key) {
        return get(key, 0, Long.MAX_VALUE);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range from " + offset + " of " + length + " bytes");
        }
        return find(key).map(found -> {
            try {
                return FileRange.open(found.file(), offset, length);
            } catch (NoSuchFileException e) {
                return null;
            } catch (IOException e) {
                throw DiskFailure.of("read " + key, paths.base(), e);
            }
        });
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return find(key)
                .map(found -> new ObjectInfo(
                        key,
                        found.attributes().size(),
                        found.attributes().lastModifiedTime().toInstant()));
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        requireOpen();
        requireFolder(paths.bucket(), "is the share mounted?");
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        refresh(paths.folder(prefix.substring(0, prefix.lastIndexOf('/') + 1)));
        FilesystemListing listing = new FilesystemListing(paths, clock, prefix);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(listing, traits), false);
    }

    @Override
    public Stream<String> folders(String prefix) {
        requireOpen();
        requireFolder(paths.bucket(), "is the share mounted?");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not end with /");
        }
        Path folder = paths.folder(prefix);
        refresh(folder);
        return entries(folder).stream()
                .filter(FolderEntry::isFolder)
                .map(FolderEntry::name)
                .filter(name -> holdsObjects(folder.resolve(name)))
                .map(name -> prefix + name + "/");
    }

    @Override
    public void delete(String key) {
        requireOpen();
        Path file = paths.file(key);
        try {
            if (find(key).isPresent()) {
                Files.deleteIfExists(file);
                deleteEmptyFolders(file.getParent());
            }
        } catch (IOException e) {
            throw DiskFailure.of("delete " + key, paths.base(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private record Found(Path file, BasicFileAttributes attributes) {}

    private Optional<Found> find(String key) {
        requireOpen();
        Path file = paths.file(key);
        refresh(file.getParent());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            paths.requireInside(file);
            return Optional.of(new Found(file, attributes));
        } catch (NoSuchFileException e) {
            requireFolder(paths.bucket(), "is the share mounted?");
            return Optional.empty();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("Not a directory")) {
                return Optional.empty();
            }
            throw DiskFailure.of("find " + key, paths.base(), e);
        } catch (IOException e) {
            throw DiskFailure.of("find " + key, paths.base(), e);
        }
    }

    private void requireParentInside(Path file) throws IOException {
        for (Path parent = file.getParent();
                parent != null && parent.startsWith(paths.bucket());
                parent = parent.getParent()) {
            try {
                paths.requireInside(parent);
                return;
            } catch (NoSuchFileException e) {
                // Does not exist yet: the nearest existing folder decides.
            }
        }
    }

    // From the innermost folder outwards, until one is not empty. Links to folders are kept, because deleting one would
    // lose access to its target.
    private void deleteEmptyFolders(@Nullable Path innermost) throws IOException {
        for (Path folder = innermost; folder != null && !folder.equals(paths.bucket()); folder = folder.getParent()) {
            try {
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
                Files.delete(folder);
            } catch (NoSuchFileException e) {
                // Deleted concurrently; its parent may be empty now.
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    private void refresh(@Nullable Path folder) {
        if (folder != null) {
            NfsRevalidation.of(paths.bucket(), folder);
        }
    }

    private List<FolderEntry> entries(Path folder) {
        try {
            return FolderEntry.in(folder, paths, clock, "");
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private boolean holdsObjects(Path folder) {
        try {
            return FolderEntry.anyObjectIn(folder, paths);
        } catch (IOException e) {
            throw DiskFailure.of("list", folder, e);
        }
    }

    private void requireFolder(Path folder, String advice) {
        try {
            if (Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                return;
            }
        } catch (NoSuchFileException e) {
            // Reported below.
        } catch (IOException e) {
            throw DiskFailure.of("find the folder", folder, e);
        }
        throw new GoletaException(Fault.STORAGE, "There is no folder " + folder + "; " + advice);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
