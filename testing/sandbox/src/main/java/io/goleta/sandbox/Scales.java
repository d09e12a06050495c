package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The {@code scale} sub-resource: a view of an object as {@code autoscaling/v1 Scale}. */
final class Scales {

    private final Store store;
    private final Updates updates;

    Scales(Store store, Updates updates) {
        this.store = store;
        this.updates = updates;
    }

    ObjectNode get(RequestTarget target) {
        StoredObject stored = store.get(target.type().id(), target.namespace(), target.name());
        if (stored == null) {
            throw target.notFound();
        }
        return scale(target, stored.tree());
    }

    /** Changes the number of replicas and returns the new view. */
    ObjectNode change(RequestTarget target, WriteOptions options, UnaryOperator<ObjectNode> change) {
        RequestTarget whole = target.withSubresource("");
        StoredObject stored = updates.change(whole, options, object -> {
            ObjectNode next = change.apply(scale(target, object));
            put(
                    object,
                    path(target, "specReplicasPath", ".spec.replicas"),
                    next.path("spec").path("replicas"));
            return object;
        });
        return scale(target, stored.tree());
    }

    private static ObjectNode scale(RequestTarget target, JsonNode object) {
        ObjectNode scale = JsonTrees.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.set(field, object.path("metadata").path(field));
        }
        int wanted = JsonTrees.at(object, path(target, "specReplicasPath", ".spec.replicas"))
                .asInt();
        int present = JsonTrees.at(object, path(target, "statusReplicasPath", ".status.replicas"))
                .asInt();
        if (wanted != 0) {
            scale.putObject("spec").put("replicas", wanted);
        } else {
            scale.putObject("spec");
        }
        scale.putObject("status").put("replicas", present);
        return scale;
    }

    private static String[] path(RequestTarget target, String field, String usual) {
        String path = JsonTrees.text(target.version().scale(), field);
        return (path.isEmpty() ? usual : path).substring(1).split("\\.");
    }

    private static void put(ObjectNode object, String[] path, JsonNode value) {
        ObjectNode parent = JsonTrees.child(object, Arrays.copyOf(path, path.length - 1));
        parent.put(path[path.length - 1], value.asInt());
    }
}
