package io.goleta.core.archive;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where each object of an archive lies in the scratch file. Immutable once built; about 20 bytes and its name per object. */
final class ArchiveIndex {
    private final NavigableMap<String, ResourceIndex> resources;
    private final int size;

    private ArchiveIndex(NavigableMap<String, ResourceIndex> resources) {
        this.resources = resources;
        this.size = resources.values().stream().mapToInt(ResourceIndex::size).sum();
    }

    List<String> resources() {
        return List.copyOf(resources.keySet());
    }

    Stream<ArchiveItem> items(String resource) {
        ResourceIndex index = resources.get(resource);
        return index == null ? Stream.empty() : index.items();
    }

    Optional<Place> find(ArchiveItem item) {
        return Optional.ofNullable(resources.get(item.resource())).flatMap(index -> index.find(item));
    }

    int size() {
        return size;
    }

    /** A stretch of the scratch file. */
    record Place(long offset, int length) {}

    /** Takes objects in the order of the archive; of two with the same name the later one counts, as with tar. */
    static final class Builder {
        // While it is built, arrays are copied to larger ones and sorted by boxed numbers.
        private static final long BYTES_PER_OBJECT = 120;
        private static final long BYTES_PER_RESOURCE = 2_000;

        private final NavigableMap<String, ResourceIndex.Builder> resources = new TreeMap<>();
        private long bytes;
        private int size;

        /** About how much memory it takes to build the index, and to restore that many objects. */
        long bytes() {
            return bytes + BYTES_PER_RESOURCE * resources.size();
        }

        int size() {
            return size;
        }

        void add(ArchiveItem item, long offset, int length) {
            size++;
            bytes += BYTES_PER_OBJECT
                    + 3L * item.name().length()
                    + 2L * item.resource().length();
            resources
                    .computeIfAbsent(item.resource(), ResourceIndex.Builder::new)
                    .add(item, offset, length);
        }

        ArchiveIndex build() {
            NavigableMap<String, ResourceIndex> built = new TreeMap<>();
            resources.forEach((resource, builder) -> built.put(resource, builder.build()));
            return new ArchiveIndex(built);
        }
    }
}
