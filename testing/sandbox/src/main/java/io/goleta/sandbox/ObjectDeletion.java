package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Deletes objects, or marks them for deletion when something holds them back. */
final class ObjectDeletion {

    static final String ORPHAN = "orphan";
    static final String FOREGROUND = "foregroundDeletion";

    private final Store store;
    private final Defaults defaults;
    private final Clock clock;

    ObjectDeletion(Store store, Defaults defaults, Clock clock) {
        this.store = store;
        this.defaults = defaults;
        this.clock = clock;
    }

    /**
     * Deletes an object.
     *
     * @return the object when it still exists, marked for deletion; null when it is gone
     */
    @Nullable
    StoredObject delete(RequestTarget target, DeleteOptions options) {
        while (true) {
            StoredObject current = store.get(target.type().id(), target.namespace(), target.name());
            if (current == null) {
                throw target.notFound();
            }
            options.check(current);
            if (options.dryRun()) {
                return null;
            }
            ObjectNode next = current.tree();
            mark(target.type(), next, options);
            if (Updates.finished(target.type(), next)) {
                if (store.remove(current) != null) {
                    defaults.onDelete(target.type(), next);
                    return null;
                }
            } else if (next.equals(current.tree())) {
                return current;
            } else {
                StoredObject marked = store.replace(target.type(), current, next);
                if (marked != null) {
                    return marked;
                }
            }
        }
    }

    private void mark(ResourceType type, ObjectNode object, DeleteOptions options) {
        ObjectNode metadata = JsonTrees.child(object, "metadata");
        int grace = grace(type, object, options);
        if (metadata.has("deletionTimestamp")) {
            if (grace == 0 && metadata.path("deletionGracePeriodSeconds").asInt() > 0) {
                metadata.put("deletionGracePeriodSeconds", 0);
            }
            return;
        }
        metadata.put("deletionTimestamp", Timestamps.now(Clock.offset(clock, java.time.Duration.ofSeconds(grace))));
        metadata.put("deletionGracePeriodSeconds", grace);
        if (metadata.has("generation")) {
            metadata.put("generation", metadata.path("generation").asInt() + 1);
        }
        if (options.policy().equals("Orphan")) {
            metadata.withArray("finalizers").add(ORPHAN);
        } else if (options.policy().equals("Foreground")) {
            metadata.withArray("finalizers").add(FOREGROUND);
        }
        if (type.id().equals(ResourceKey.NAMESPACES)) {
            JsonTrees.child(object, "status").put("phase", "Terminating");
            metadata.remove("deletionGracePeriodSeconds");
        }
    }

    private int grace(ResourceType type, JsonNode object, DeleteOptions options) {
        if (!type.is("", "pods") || !runs(object)) {
            return 0;
        }
        return options.graceSeconds() >= 0
                ? options.graceSeconds()
                : object.path("spec").path("terminationGracePeriodSeconds").asInt(30);
    }

    /** Whether a node must first confirm that a pod has stopped; a node that does not exist never would. */
    private boolean runs(JsonNode pod) {
        String node = JsonTrees.text(pod, "spec", "nodeName");
        String phase = JsonTrees.text(pod, "status", "phase");
        return !node.isEmpty()
                && !phase.equals("Succeeded")
                && !phase.equals("Failed")
                && store.get(new ResourceKey("", "nodes"), "", node) != null;
    }
}
