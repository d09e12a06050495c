package io.goleta.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of one resource and their recent history. Not thread-safe: {@link Store} guards it. */
final class ResourceTable {

    private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final int historyLimit;
    private long forgottenUpTo;

    ResourceTable(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    @Nullable
    StoredObject get(String key) {
        return objects.get(key);
    }

    int size() {
        return objects.size();
    }

    List<StoredObject> all() {
        return List.copyOf(objects.values());
    }

    void apply(Change change) {
        String key = change.after().key();
        if (change.deleted()) {
            objects.remove(key);
        } else {
            objects.put(key, change.after());
        }
        history.addLast(change);
        if (history.size() > historyLimit) {
            forgottenUpTo = history.removeFirst().version();
        }
    }

    /** Forgets the whole history, as a compaction does. */
    void compact() {
        if (!history.isEmpty()) {
            forgottenUpTo = history.getLast().version();
            history.clear();
        }
    }

    /** Whether everything that happened after {@code version} is still known. */
    boolean remembers(long version) {
        return version >= forgottenUpTo;
    }

    long lastVersion() {
        return history.isEmpty() ? forgottenUpTo : history.getLast().version();
    }

    /** What happened after {@code version}, oldest first. */
    List<Change> changesAfter(long version) {
        List<Change> changes = new ArrayList<>();
        Iterator<Change> newestFirst = history.descendingIterator();
        while (newestFirst.hasNext()) {
            Change change = newestFirst.next();
            if (change.version() <= version) {
                break;
            }
            changes.add(change);
        }
        return changes.reversed();
    }

    /** The objects of a range as they were at {@code version}, in order, at most {@code limit} and one more. */
    Page page(Range range, @Nullable String after, int limit, Predicate<StoredObject> filter, long version) {
        SortedMap<String, StoredObject> tail = range.of(at(version), after);
        List<StoredObject> found = new ArrayList<>();
        int seen = 0;
        for (StoredObject stored : tail.values()) {
            if (limit > 0 && found.size() == limit) {
                return new Page(found, true, () -> tail.size() - limit);
            }
            seen++;
            if (filter.test(stored)) {
                found.add(stored);
            }
        }
        int rest = tail.size() - seen;
        return new Page(found, false, () -> rest);
    }

    private NavigableMap<String, StoredObject> at(long version) {
        if (version >= lastVersion()) {
            return objects;
        }
        NavigableMap<String, StoredObject> past = new TreeMap<>(objects);
        for (Change change : changesAfter(version).reversed()) {
            StoredObject before = change.before();
            if (before == null) {
                past.remove(change.after().key());
            } else {
                past.put(before.key(), before);
            }
        }
        return past;
    }

    /**
     * Part of a list.
     *
     * @param more whether objects beyond the last one remain, selected or not
     * @param remaining how many remain; only to be asked under the lock
     */
    record Page(List<StoredObject> objects, boolean more, java.util.function.IntSupplier remaining) {}

    /** All objects, or those of one namespace. */
    record Range(String namespace) {

        SortedMap<String, StoredObject> of(NavigableMap<String, StoredObject> objects, @Nullable String after) {
            SortedMap<String, StoredObject> range =
                    namespace.isEmpty() ? objects : objects.subMap(namespace + "/", namespace + "0");
            return after == null ? range : range.tailMap(after + "\0");
        }
    }
}
