package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.core.archive.ArchiveIndex.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of one resource, sorted by namespace and name, cluster-scoped ones first. Kept in a few arrays and not in an
 * object each, because there may be a hundred thousand of them.
 */
final class ResourceIndex {
    private static final String CLUSTER = "";

    private final String resource;
    private final String[] namespaces;
    private final byte[] names;
    private final int[] nameEnds;
    private final int[] namespaceOf;
    private final long[] offsets;
    private final int[] lengths;

    private ResourceIndex(Builder source, String[] namespaces, int[] order) {
        int size = order.length;
        this.resource = source.resource;
        this.namespaces = namespaces;
        this.nameEnds = new int[size];
        this.namespaceOf = new int[size];
        this.offsets = new long[size];
        this.lengths = new int[size];
        this.names = new byte[IntStream.of(order).map(source::nameLength).sum()];
        int end = 0;
        for (int i = 0; i < size; i++) {
            int from = order[i];
            System.arraycopy(source.names, source.nameStart(from), names, end, source.nameLength(from));
            end += source.nameLength(from);
            nameEnds[i] = end;
            namespaceOf[i] = Arrays.binarySearch(namespaces, source.namespaces.get(source.namespaceOf[from]));
            offsets[i] = source.offsets[from];
            lengths[i] = source.lengths[from];
        }
    }

    int size() {
        return nameEnds.length;
    }

    Stream<ArchiveItem> items() {
        return IntStream.range(0, size()).mapToObj(this::item);
    }

    Optional<Place> find(ArchiveItem item) {
        String namespace = item.namespace();
        int wanted = Arrays.binarySearch(namespaces, namespace == null ? CLUSTER : namespace);
        byte[] name = item.name().getBytes(UTF_8);
        int low = 0;
        int high = wanted < 0 ? -1 : size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int difference = namespaceOf[middle] - wanted;
            if (difference == 0) {
                difference = Arrays.compareUnsigned(names, nameStart(middle), nameEnds[middle], name, 0, name.length);
            }
            if (difference == 0) {
                return Optional.of(new Place(offsets[middle], lengths[middle]));
            }
            if (difference < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private ArchiveItem item(int i) {
        String namespace = namespaces[namespaceOf[i]];
        String name = new String(names, nameStart(i), nameEnds[i] - nameStart(i), UTF_8);
        return new ArchiveItem(resource, namespace.equals(CLUSTER) ? null : namespace, name);
    }

    private int nameStart(int i) {
        return i == 0 ? 0 : nameEnds[i - 1];
    }

    /** Collects in any order. */
    static final class Builder {
        private final String resource;
        private final Map<String, Integer> namespaceIds = new HashMap<>();
        private final List<String> namespaces = new ArrayList<>();
        private int size;
        private byte[] names = new byte[256];
        private int[] nameEnds = new int[16];
        private int[] namespaceOf = new int[16];
        private long[] offsets = new long[16];
        private int[] lengths = new int[16];

        Builder(String resource) {
            this.resource = resource;
        }

        void add(ArchiveItem item, long offset, int length) {
            byte[] name = item.name().getBytes(UTF_8);
            grow(name.length);
            int start = nameStart(size);
            System.arraycopy(name, 0, names, start, name.length);
            nameEnds[size] = start + name.length;
            String namespace = item.namespace();
            namespaceOf[size] = namespaceIds.computeIfAbsent(namespace == null ? CLUSTER : namespace, text -> {
                namespaces.add(text);
                return namespaces.size() - 1;
            });
            offsets[size] = offset;
            lengths[size] = length;
            size++;
        }

        ResourceIndex build() {
            String[] sorted = namespaces.stream().sorted().toArray(String[]::new);
            Comparator<Integer> byName = Comparator.<Integer, String>comparing(i -> namespaces.get(namespaceOf[i]))
                    .thenComparing((a, b) ->
                            Arrays.compareUnsigned(names, nameStart(a), nameEnds[a], names, nameStart(b), nameEnds[b]));
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted(byName)
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new ResourceIndex(this, sorted, lastOfEach(order, byName));
        }

        // Sorting is stable, so of equal names the one that came last stands last.
        private static int[] lastOfEach(int[] order, Comparator<Integer> byName) {
            return IntStream.range(0, order.length)
                    .filter(i -> i == order.length - 1 || byName.compare(order[i], order[i + 1]) != 0)
                    .map(i -> order[i])
                    .toArray();
        }

        private int nameStart(int i) {
            return i == 0 ? 0 : nameEnds[i - 1];
        }

        private int nameLength(int i) {
            return nameEnds[i] - nameStart(i);
        }

        private void grow(int nameLength) {
            if (nameStart(size) + nameLength > names.length) {
                names = Arrays.copyOf(names, Math.max(names.length * 2, nameStart(size) + nameLength));
            }
            if (size == offsets.length) {
                nameEnds = Arrays.copyOf(nameEnds, size * 2);
                namespaceOf = Arrays.copyOf(namespaceOf, size * 2);
                offsets = Arrays.copyOf(offsets, size * 2);
                lengths = Arrays.copyOf(lengths, size * 2);
            }
        }
    }
}
