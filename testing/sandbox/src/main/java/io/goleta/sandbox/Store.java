package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All objects, under one ever growing resource version. Thread-safe. Writers are optimistic: they name the version they have
 * read and are refused when it is no longer the newest.
 */
final class Store {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ResourceKey, ResourceTable> shelves = new HashMap<>();
    private final Map<String, StoredObject> byUid = new HashMap<>();
    private final Map<String, Map<String, StoredObject>> dependents = new HashMap<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final int historyLimit;
    private long version = 1;
    private boolean closed;

    Store(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    /** Hears of every change, in order, while the store is locked: must only take notes. */
    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    @Nullable
    StoredObject get(ResourceKey resource, String namespace, String name) {
        return locked(() -> shelf(resource).get(StoredObject.key(namespace, name)));
    }

    @Nullable
    StoredObject byUid(String uid) {
        return locked(() -> byUid.get(uid));
    }

    /** The objects whose owner references name {@code uid}. */
    List<StoredObject> ownedBy(String uid) {
        return locked(() -> List.copyOf(dependents.getOrDefault(uid, Map.of()).values()));
    }

    List<StoredObject> all(ResourceKey resource) {
        return locked(() -> shelf(resource).all());
    }

    List<StoredObject> all(ResourceKey resource, String namespace) {
        return locked(() -> shelf(resource)
                .page(new ResourceTable.Range(namespace), null, 0, any -> true, version)
                .objects());
    }

    long version() {
        return locked(() -> version);
    }

    /**
     * Stores a new object.
     *
     * @param guard throws when the object may no longer be created; runs under the lock
     */
    StoredObject create(ResourceType type, ObjectNode object, Runnable guard) {
        return locked(() -> {
            guard.run();
            String key = StoredObject.key(
                    JsonTrees.text(object, "metadata", "namespace"), JsonTrees.text(object, "metadata", "name"));
            if (shelf(type.id()).get(key) != null) {
                throw ApiError.alreadyExists(type, JsonTrees.text(object, "metadata", "name"));
            }
            return commit(null, StoredObject.of(type, object, version + 1), false);
        });
    }

    /** Stores the next state of an object; null when {@code read} is no longer its newest state. */
    @Nullable
    StoredObject replace(ResourceType type, StoredObject read, ObjectNode next) {
        return locked(() -> isNewest(read) ? commit(read, StoredObject.of(type, next, version + 1), false) : null);
    }

    /** Removes an object; null when {@code read} is no longer its newest state. */
    @Nullable
    StoredObject remove(StoredObject read) {
        return locked(() ->
                isNewest(read) ? commit(read, StoredObject.of(read.type(), read.tree(), version + 1), true) : null);
    }

    /** Reads part of a list: see {@link ListRequest}. */
    StoredPage list(ResourceKey resource, ListRequest request) {
        return locked(() -> {
            ResourceTable shelf = shelf(resource);
            long at = request.atVersion() == 0 ? version : request.atVersion();
            if (at > version) {
                throw new ApiError(504, "Timeout", "Too large resource version: " + at + ", current: " + version);
            }
            if (!shelf.remembers(at) && at < shelf.lastVersion()) {
                throw ApiError.expired(
                        "The provided continue parameter is too old to display a consistent list result. "
                                + "You can start a new list without the continue parameter.");
            }
            ResourceTable.Page page = shelf.page(
                    new ResourceTable.Range(request.namespace()),
                    request.after(),
                    request.limit(),
                    request.filter(),
                    at);
            int remaining = page.more() && request.counts() ? page.remaining().getAsInt() : 0;
            return new StoredPage(page.objects(), at, page.more(), remaining);
        });
    }

    /**
     * What happened to a resource after {@code after}, oldest first; waits for something to happen.
     *
     * @return null when that part of the history is forgotten; empty when nothing happened in time
     */
    @Nullable
    List<Change> await(ResourceKey resource, long after, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (true) {
                ResourceTable shelf = shelf(resource);
                if (!shelf.remembers(after) && after < shelf.lastVersion()) {
                    return null;
                }
                List<Change> changes = shelf.changesAfter(after);
                if (!changes.isEmpty() || left <= 0 || closed) {
                    return changes;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The newest version up to which nothing happened to a resource after {@code position}. */
    long quietSince(ResourceKey resource, long position) {
        return locked(() -> shelf(resource).lastVersion() <= position ? version : position);
    }

    /** Forgets what was, as etcd does from time to time: older watches and pages end with 410. */
    void compact() {
        locked(() -> {
            shelves.values().forEach(ResourceTable::compact);
            return true;
        });
    }

    void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
            return true;
        });
    }

    boolean closed() {
        return locked(() -> closed);
    }

    /** Waits until {@code condition} holds; it is asked again after every change. */
    boolean await(Predicate<Store> condition, long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(timeout);
            while (!condition.test(this)) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isNewest(StoredObject read) {
        return shelf(read.type().id()).get(read.key()) == read;
    }

    private StoredObject commit(@Nullable StoredObject before, StoredObject after, boolean deleted) {
        version = after.version();
        Change change = new Change(version, before, after, deleted);
        shelf(after.type().id()).apply(change);
        index(change);
        listeners.forEach(listener -> listener.accept(change));
        changed.signalAll();
        return after;
    }

    private void index(Change change) {
        StoredObject before = change.before();
        StoredObject after = change.after();
        if (before != null) {
            before.owners()
                    .forEach(owner -> dependents.computeIfPresent(owner, (uid, owned) -> {
                        owned.remove(before.uid());
                        return owned.isEmpty() ? null : owned;
                    }));
        }
        if (change.deleted()) {
            byUid.remove(after.uid());
            return;
        }
        byUid.put(after.uid(), after);
        after.owners()
                .forEach(owner -> dependents
                        .computeIfAbsent(owner, uid -> new HashMap<>())
                        .put(after.uid(), after));
    }

    private ResourceTable shelf(ResourceKey resource) {
        return shelves.computeIfAbsent(resource, r -> new ResourceTable(historyLimit));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    List<String> resourcesIn(String namespace) {
        return locked(() -> {
            List<String> names = new ArrayList<>();
            shelves.forEach((resource, shelf) -> {
                if (!shelf.page(new ResourceTable.Range(namespace), null, 1, any -> true, version)
                        .objects()
                        .isEmpty()) {
                    names.add(resource.toString());
                }
            });
            return names;
        });
    }
}
