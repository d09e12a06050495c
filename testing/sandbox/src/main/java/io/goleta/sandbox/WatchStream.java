package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One watch: history from a version on, then what happens, as lines of JSON until it times out. */
final class WatchStream {

    private static final long BOOKMARK_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final Store store;
    private final SelectedObjects selection;
    private final Function<StoredObject, byte[]> view;
    private final boolean bookmarks;
    private final long deadline;
    private final OutputStream out;
    private long position;
    private long announced;

    /**
     * @param view the bytes of an object in the form the client wants
     * @param from resource version to go on from; 0 to begin with the objects there are
     * @param seconds how long to watch
     */
    WatchStream(
            Store store,
            SelectedObjects selection,
            Function<StoredObject, byte[]> view,
            boolean bookmarks,
            long from,
            long seconds,
            OutputStream out) {
        this.store = store;
        this.selection = selection;
        this.view = view;
        this.bookmarks = bookmarks;
        this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        this.position = from;
        this.out = out;
    }

    /** Streams until the time is over, the store closes or the client goes away. */
    void run() throws IOException, InterruptedException {
        if (position == 0) {
            sendPresent();
        }
        announced = position;
        while (true) {
            long left = deadline - System.nanoTime();
            List<Change> changes = store.await(selection.type().id(), position, Math.min(left, BOOKMARK_EVERY));
            if (changes == null) {
                sendExpired();
                return;
            }
            for (Change change : changes) {
                send(change);
                position = change.version();
            }
            out.flush();
            if (store.closed() || deadline - System.nanoTime() <= 0) {
                sendBookmark();
                return;
            }
            if (changes.isEmpty()) {
                sendBookmark();
            }
        }
    }

    private void sendPresent() throws IOException {
        StoredPage page = store.list(
                selection.type().id(), new ListRequest(selection.namespace(), null, 0, selection.filter(), 0, false));
        for (StoredObject stored : page.objects()) {
            event("ADDED", view.apply(stored));
        }
        position = page.version();
        out.flush();
    }

    private void send(Change change) throws IOException {
        StoredObject before = change.before();
        boolean was = before != null && selection.test(before);
        boolean is = !change.deleted() && selection.test(change.after());
        if (is) {
            event(was ? "MODIFIED" : "ADDED", view.apply(change.after()));
        } else if (was && before != null) {
            StoredObject last =
                    change.deleted() ? change.after() : StoredObject.of(before.type(), before.tree(), change.version());
            event("DELETED", view.apply(last));
        }
    }

    /** Tells the client up to where it has seen everything; the position is that of the whole store. */
    private void sendBookmark() throws IOException {
        if (!bookmarks) {
            return;
        }
        long now = store.quietSince(selection.type().id(), position);
        if (now <= announced) {
            return;
        }
        position = now;
        announced = now;
        ResourceType type = selection.type();
        ObjectNode object = JsonTrees.object().put("kind", type.kind()).put("apiVersion", type.storedApiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(now)).putNull("creationTimestamp");
        event("BOOKMARK", JsonTrees.bytes(object));
        out.flush();
    }

    private void sendExpired() throws IOException {
        ApiError expired = ApiError.expired("too old resource version: " + position + " (" + store.version() + ")");
        event("ERROR", JsonTrees.bytes(expired.status()));
        out.flush();
    }

    private void event(String type, byte[] object) throws IOException {
        out.write(("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
        out.write(object);
        out.write("}\n".getBytes(StandardCharsets.UTF_8));
    }
}
