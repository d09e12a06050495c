package com.example.copymover;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Frees the space of files that no snapshot holds any more, and verifies those that one holds. Nothing is freed while a snapshot
 * is being written: it may use files of an earlier one, and its own are in no list yet.
 */
final class Upkeep {
    private static final Duration LIFE_OF_A_MARK = Duration.ofDays(1);
    private static final int ALL = 100;

    private final CopyRepository repository;
    private final Clock clock;

    Upkeep(CopyRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void free(Consumer<String> output) {
        requireNobodyWriting();
        DataObjects unused = stored();
        List<String> snapshots = repository.snapshots();
        snapshots.forEach(id -> repository.entries(id, entry -> {
            if (isStored(entry)) {
                unused.remove(entry.content());
            }
        }));
        // A snapshot that is begun from here on finds every file of those above, and uses no other.
        requireNobodyWriting();
        unused.forEach(repository::delete);
        listsWithoutSnapshot(snapshots).forEach(repository::delete);
        output.accept("freed " + unused.count() + " files, " + snapshots.size() + " snapshots are left");
    }

    /** What a backup left that was cut off, or a snapshot whose removal was. */
    private List<String> listsWithoutSnapshot(List<String> snapshots) {
        Set<String> known = new HashSet<>(snapshots);
        List<String> found = new ArrayList<>();
        repository.list("snapshots/", object -> {
            if (!known.contains(object.key().split("/", -1)[1])) {
                found.add(object.key());
            }
        });
        return found;
    }

    void verify(int readDataPercent, Consumer<String> output) {
        DataObjects stored = stored();
        DataObjects read = new DataObjects();
        List<String> snapshots = repository.snapshots();
        for (String id : snapshots) {
            repository.entries(id, entry -> {
                if (isStored(entry)) {
                    FileContent.throwIfInterrupted();
                    if (!stored.contains(entry.content())) {
                        throw damaged(entry.content() + " is gone");
                    }
                    // One file after the other until the share is reached, evenly over the whole repository.
                    boolean isChosen = Math.floorMod(entry.content().hashCode(), ALL) < readDataPercent;
                    if (isChosen && !read.contains(entry.content())) {
                        read.add(entry.content());
                        verifyContent(entry);
                    }
                }
            });
        }
        output.accept(snapshots.size() + " snapshots verified, the content of " + read.count()
                + " files read; no errors were found");
    }

    private void verifyContent(Entry entry) {
        InputStream stored = repository.open(entry.content()).orElseThrow(() -> damaged(entry.content() + " is gone"));
        try (FileContent content = new FileContent(stored, bytes -> {})) {
            content.transferTo(OutputStream.nullOutputStream());
            if (!content.checksum().equals(entry.checksum())) {
                throw damaged(entry.content() + " is not what was stored");
            }
        } catch (IOException e) {
            throw repository.unreadable(entry.content(), e);
        }
    }

    /** Removes the marks of backups that died; a living one renews its mark. */
    void removeDeadMarks() {
        marks(true).forEach(repository::delete);
    }

    private void requireNobodyWriting() {
        FileContent.throwIfInterrupted();
        if (!marks(false).isEmpty()) {
            throw GoletaException.retryable(
                    Fault.STORAGE, "a volume is being copied into the repository at " + repository.path(), null);
        }
    }

    private List<String> marks(boolean dead) {
        Instant oldest = clock.instant().minus(LIFE_OF_A_MARK);
        List<String> found = new ArrayList<>();
        repository.list("writing/", object -> {
            if (object.lastModified().isBefore(oldest) == dead) {
                found.add(object.key());
            }
        });
        return found;
    }

    private DataObjects stored() {
        DataObjects objects = new DataObjects();
        repository.list("data/", (ObjectInfo object) -> objects.add(object.key()));
        return objects;
    }

    private static boolean isStored(Entry entry) {
        return entry.kind() == Entry.Kind.FILE;
    }

    private GoletaException damaged(String what) {
        return new GoletaException(Fault.STORAGE, "the repository at " + repository.path() + " is damaged: " + what);
    }
}
