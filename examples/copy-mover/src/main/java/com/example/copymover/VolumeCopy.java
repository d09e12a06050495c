package com.example.copymover;

import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backup of one volume. The list of its files is written to disk, so that memory does not depend on their number. */
final class VolumeCopy {
    private static final Logger LOGGER = LoggerFactory.getLogger(VolumeCopy.class);
    private static final Duration BETWEEN_MARKS = Duration.ofHours(1);

    private final CopyRepository repository;
    private final PluginContext context;
    private final VolumeSource source;
    private final Consumer<Progress> progress;
    private final String id;
    /** Files with several names by their inodes: the name that came first. */
    private final Map<Long, String> linked = new HashMap<>();

    private Instant marked = Instant.MIN;
    private long objects;
    private long files;
    private long total;

    VolumeCopy(CopyRepository repository, PluginContext context, VolumeSource source, Consumer<Progress> progress) {
        this.repository = repository;
        this.context = context;
        this.source = source;
        this.progress = progress;
        this.id = newId();
    }

    /** Later than all there are, whatever the clock says. */
    private String newId() {
        List<String> earlier = repository.snapshots();
        long latest = earlier.isEmpty() ? 0 : Long.parseLong(earlier.getLast().substring(0, 16));
        long time = Math.max(context.clock().millis(), latest + 1);
        return String.format("%016d-%08x", time, ThreadLocalRandom.current().nextInt());
    }

    Snapshot run() {
        mark();
        try {
            Path list = Files.createTempFile(context.workDirectory(), "files", ".gz");
            try {
                return snapshot(list);
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot copy " + source.directory() + ": " + e, e);
        } finally {
            unmark();
        }
    }

    private Snapshot snapshot(Path list) throws IOException {
        try (Entry.Writer out = new Entry.Writer(new BufferedOutputStream(Files.newOutputStream(list)));
                EarlierFiles earlier = EarlierFiles.of(repository, source.parent())) {
            add(source.directory().toRealPath(), "", out, earlier);
        }
        if (files == 0) {
            return new Snapshot("", 0);
        }
        FileContent.throwIfInterrupted();
        repository.commit(id, list, new SnapshotInfo(source.tags(), total));
        progress.accept(new Progress(total, total));
        return new Snapshot(id, total);
    }

    private void add(Path file, String path, Entry.Writer out, EarlierFiles earlier) throws IOException {
        FileContent.throwIfInterrupted();
        mark();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // deleted since its directory was read
        }
        if (attributes.isDirectory()) {
            out.write(Entry.of(file, path, Entry.Kind.DIRECTORY));
            for (Path child : children(file)) {
                files++;
                String name = child.getFileName().toString();
                add(child, path.isEmpty() ? name : path + "/" + name, out, earlier);
            }
        } else if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(file).toString();
            out.write(Entry.of(file, path, Entry.Kind.FILE).with(Entry.Kind.SYMBOLIC_LINK, target));
        } else if (attributes.isRegularFile()) {
            addRegular(file, path, out, earlier);
        } else {
            LOGGER.warn("{} is neither file, directory nor link, and is left out", file);
        }
    }

    private void addRegular(Path file, String path, Entry.Writer out, EarlierFiles earlier) throws IOException {
        Entry entry;
        try {
            entry = regular(file, path, earlier);
        } catch (NoSuchFileException e) {
            return; // deleted just now
        }
        out.write(entry);
    }

    private Entry regular(Path file, String path, EarlierFiles earlier) throws IOException {
        Entry entry = Entry.of(file, path, Entry.Kind.FILE);
        if ((int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
            String first = linked.putIfAbsent(entry.inode(), path);
            if (first != null) {
                return entry.with(Entry.Kind.HARD_LINK, first);
            }
        }
        Entry known = earlier.find(path);
        if (known != null && entry.isUnchanged(known, source.recreated())) {
            moved(entry.size());
            return entry.withContent(known.size(), known.content(), known.checksum());
        }
        String object = "data/" + id + "/" + objects++;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                FileContent content = new FileContent(in, this::moved)) {
            repository.put(object, content);
            return entry.withContent(content.count(), object, content.checksum());
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted(
                            Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        }
    }

    private void moved(long bytes) {
        total += bytes;
        progress.accept(new Progress(total, total));
    }

    /** Tells that this snapshot is being written, again and again as long as it is. */
    private void mark() {
        Instant now = context.clock().instant();
        if (marked.equals(Instant.MIN) || marked.plus(BETWEEN_MARKS).isBefore(now)) {
            marked = now;
            repository.put("writing/" + id, new byte[0]);
        }
    }

    private void unmark() {
        boolean interrupted = Thread.interrupted(); // a store would refuse to work for an interrupted thread
        try {
            repository.delete("writing/" + id);
        } catch (GoletaException e) {
            LOGGER.warn("cannot delete writing/{}, which holds up maintenance for a day: {}", id, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
