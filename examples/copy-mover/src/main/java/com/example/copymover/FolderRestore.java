package com.example.copymover;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One restore of one snapshot. Never follows a symbolic link that it finds. */
final class FolderRestore {
    private final CopyRepository repository;
    private final Path target;
    private final long total;
    private final Consumer<Progress> progress;
    private final Consumer<String> warnings;
    /** Directories whose content is being restored, the innermost first; their times are set when nothing more comes. */
    private final Deque<Entry> open = new ArrayDeque<>();

    private final List<String> withoutAttributes = new ArrayList<>();
    private long done;

    FolderRestore(
            CopyRepository repository,
            Path target,
            long total,
            Consumer<Progress> progress,
            Consumer<String> warnings) {
        this.repository = repository;
        this.target = target;
        this.total = total;
        this.progress = progress;
        this.warnings = warnings;
    }

    void run(String snapshot) {
        repository.entries(snapshot, entry -> {
            FileContent.throwIfInterrupted();
            try {
                leave(entry.path());
                restore(entry, resolve(entry.path()));
            } catch (IOException e) {
                throw new GoletaException(
                        Fault.CLUSTER, "cannot restore " + entry.path() + " into " + target + ": " + e, e);
            }
        });
        try {
            while (!open.isEmpty()) {
                finish(open.pop());
            }
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot restore into " + target + ": " + e, e);
        }
        if (!withoutAttributes.isEmpty()) {
            warnings.accept("owner, mode or time of " + withoutAttributes.size()
                    + " files could not be set, among them " + withoutAttributes.getFirst());
        }
        progress.accept(new Progress(total, total));
    }

    private Path resolve(String path) {
        Path file = target.resolve(path).normalize();
        if (!file.startsWith(target.normalize())) {
            throw new GoletaException(Fault.STORAGE, "the snapshot is damaged: it holds the path " + path);
        }
        return file;
    }

    private void restore(Entry entry, Path file) throws IOException {
        boolean isDirectory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        if (entry.kind() != Entry.Kind.DIRECTORY || !isDirectory) {
            Files.deleteIfExists(file);
        }
        switch (entry.kind()) {
            case DIRECTORY -> {
                if (!isDirectory) {
                    Files.createDirectory(file);
                }
                open.push(entry);
            }
            case FILE -> {
                write(entry, file);
                attempt(entry, () -> setAttributes(entry, file));
            }
            case SYMBOLIC_LINK -> {
                Files.createSymbolicLink(file, Path.of(entry.content()));
                attempt(entry, () -> setOwner(entry, file));
            }
            case HARD_LINK -> Files.createLink(file, resolve(entry.content()));
        }
    }

    private void write(Entry entry, Path file) throws IOException {
        InputStream stored = repository
                .open(entry.content())
                .orElseThrow(() -> new GoletaException(
                        Fault.STORAGE,
                        "the repository at " + repository.path() + " is damaged: " + entry.content() + " is gone"));
        try (FileContent content = new FileContent(stored, this::moved)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            if (!content.checksum().equals(entry.checksum())) {
                throw new GoletaException(
                        Fault.STORAGE,
                        "the repository at " + repository.path() + " is damaged: " + entry.content()
                                + " is not what was stored");
            }
        }
    }

    /** Directories that do not hold this path are complete. */
    private void leave(String path) throws IOException {
        while (!open.isEmpty() && !holds(open.getFirst().path(), path)) {
            finish(open.pop());
        }
    }

    private static boolean holds(String directory, String path) {
        return directory.isEmpty() || path.startsWith(directory + "/");
    }

    private void finish(Entry directory) throws IOException {
        attempt(directory, () -> setAttributes(directory, resolve(directory.path())));
    }

    /** Shares without owners are good enough for content. */
    private void attempt(Entry entry, Change change) throws IOException {
        try {
            change.make();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            withoutAttributes.add(entry.path());
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private static void setAttributes(Entry entry, Path file) throws IOException {
        setOwner(entry, file);
        // After the owner, because a change of owner takes bits off the mode.
        Files.setAttribute(file, "unix:mode", entry.mode(), LinkOption.NOFOLLOW_LINKS);
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(entry.modified()), null, null);
    }

    /** Only the administrator may give a file away, and who need not try can do without. */
    private static void setOwner(Entry entry, Path file) throws IOException {
        setUnlessEqual(file, "unix:uid", entry.uid());
        setUnlessEqual(file, "unix:gid", entry.gid());
    }

    private static void setUnlessEqual(Path file, String attribute, int value) throws IOException {
        if ((int) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS) != value) {
            Files.setAttribute(file, attribute, value, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void moved(long bytes) {
        done += bytes;
        progress.accept(new Progress(Math.max(total, done), done));
    }
}
