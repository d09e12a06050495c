package com.example.copymover;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of an earlier snapshot, read along with the walk through a volume: both are in the same order. */
final class EarlierFiles implements AutoCloseable {
    private final Entry.@Nullable Reader reader;
    private @Nullable Entry next;

    private EarlierFiles(Entry.@Nullable Reader reader) throws IOException {
        this.reader = reader;
        this.next = reader == null ? null : reader.next();
    }

    /** None when there is no earlier snapshot, or it is gone. */
    static EarlierFiles of(CopyRepository repository, Optional<String> snapshot) throws IOException {
        boolean isThere =
                snapshot.isPresent() && repository.info(snapshot.get()).isPresent();
        return new EarlierFiles(isThere ? repository.reader(snapshot.get()) : null);
    }

    /** The file of a path; null when there was none. Paths are asked for in their order. */
    @Nullable
    Entry find(String path) throws IOException {
        Entry candidate = next;
        while (reader != null && candidate != null && compare(candidate.path(), path) < 0) {
            candidate = reader.next();
        }
        next = candidate;
        return candidate != null && candidate.path().equals(path) ? candidate : null;
    }

    /** A directory comes before what is in it, and all of that before the directory's next sibling. */
    private static int compare(String one, String other) {
        return Arrays.compare(one.split("/", -1), other.split("/", -1));
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
