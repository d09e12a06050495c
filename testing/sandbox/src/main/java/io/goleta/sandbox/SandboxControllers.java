package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a controller manager does that no cluster can be without: garbage collection by owner references, the end of namespaces,
 * the end of custom resources when their definition goes.
 */
final class SandboxControllers implements AutoCloseable {

    static final String CRD_FINALIZER = "customresourcecleanup.apiextensions.k8s.io";

    private static final Logger LOGGER = LoggerFactory.getLogger(SandboxControllers.class);

    private final Store store;
    private final Registry registry;
    private final Updates updates;
    private final ObjectDeletion deletion;
    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
    private final Set<String> terminating = ConcurrentHashMap.newKeySet();
    private final Thread worker;

    SandboxControllers(Store store, Registry registry, Updates updates, ObjectDeletion deletion) {
        this.store = store;
        this.registry = registry;
        this.updates = updates;
        this.deletion = deletion;
        store.listen(this::note);
        this.worker = Thread.ofVirtual().name("sandbox-controllers").start(this::work);
    }

    @Override
    public void close() {
        worker.interrupt();
    }

    private void note(Change change) {
        StoredObject after = change.after();
        boolean interesting = change.deleted()
                || after.deleting()
                || (change.created() && !after.owners().isEmpty());
        if (interesting) {
            queue.add(change);
        }
    }

    private void work() {
        try {
            while (true) {
                Change change = queue.take();
                try {
                    handle(change);
                } catch (RuntimeException e) {
                    LOGGER.warn(
                            "controller could not follow {} {}",
                            change.after().type(),
                            change.after().key(),
                            e);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Change change) {
        StoredObject object = change.after();
        if (change.deleted()) {
            store.ownedBy(object.uid()).forEach(this::collect);
            ownersWaitingFor(object).forEach(this::releaseOwner);
            if (terminating.contains(object.namespace())) {
                endNamespace(object.namespace());
            }
            if (object.type().id().equals(ResourceKey.NAMESPACES)) {
                terminating.remove(object.name());
            }
            if (object.type().custom()) {
                endDefinition(object.type());
            }
            return;
        }
        if (!object.owners().isEmpty() && !object.deleting()) {
            collect(object);
        }
        if (object.deleting()) {
            endObject(object);
        }
    }

    private void endObject(StoredObject object) {
        List<String> finalizers =
                CustomResources.texts(object.tree().path("metadata").path("finalizers"));
        if (finalizers.contains(ObjectDeletion.ORPHAN)) {
            store.ownedBy(object.uid()).forEach(dependent -> dropOwner(dependent, List.of(object.uid())));
            withoutFinalizer(object, ObjectDeletion.ORPHAN);
        }
        if (finalizers.contains(ObjectDeletion.FOREGROUND)) {
            store.ownedBy(object.uid())
                    .forEach(dependent -> delete(dependent, new DeleteOptions(false, -1, "Foreground", "", "")));
            releaseOwner(object);
        }
        if (object.type().id().equals(ResourceKey.NAMESPACES)) {
            terminating.add(object.name());
            endNamespace(object.name());
        }
        if (finalizers.contains(CRD_FINALIZER)) {
            ResourceType defined = CustomResources.typeOf(object.tree());
            store.all(defined.id()).forEach(custom -> delete(custom, DeleteOptions.BACKGROUND));
            endDefinition(defined);
        }
    }

    /** Deletes an object none of whose owners exists; else forgets those that do not. */
    private void collect(StoredObject dependent) {
        StoredObject current = store.byUid(dependent.uid());
        if (current == null || current.deleting()) {
            return;
        }
        List<String> gone = new ArrayList<>();
        for (String owner : current.owners()) {
            if (store.byUid(owner) == null) {
                gone.add(owner);
            }
        }
        if (gone.size() == current.owners().size()) {
            delete(current, DeleteOptions.BACKGROUND);
        } else if (!gone.isEmpty()) {
            dropOwner(current, gone);
        }
    }

    private void dropOwner(StoredObject dependent, List<String> gone) {
        change(dependent, tree -> {
            ArrayNode kept = JsonTrees.array();
            for (JsonNode owner : tree.path("metadata").path("ownerReferences")) {
                if (!gone.contains(JsonTrees.text(owner, "uid"))) {
                    kept.add(owner);
                }
            }
            JsonTrees.child(tree, "metadata").set("ownerReferences", kept);
        });
    }

    private List<StoredObject> ownersWaitingFor(StoredObject dependent) {
        List<StoredObject> owners = new ArrayList<>();
        for (String uid : dependent.owners()) {
            StoredObject owner = store.byUid(uid);
            if (owner != null && owner.deleting()) {
                owners.add(owner);
            }
        }
        return owners;
    }

    private void releaseOwner(StoredObject owner) {
        if (store.ownedBy(owner.uid()).isEmpty()) {
            withoutFinalizer(owner, ObjectDeletion.FOREGROUND);
        }
    }

    private void endNamespace(String namespace) {
        boolean empty = true;
        for (ResourceType type : registry.all()) {
            if (type.namespaced()) {
                for (StoredObject content : store.all(type.id(), namespace)) {
                    if (!content.deleting()) {
                        delete(content, DeleteOptions.BACKGROUND);
                    }
                    empty &= store.byUid(content.uid()) == null;
                }
            }
        }
        StoredObject object = store.get(ResourceKey.NAMESPACES, "", namespace);
        if (object == null || !object.deleting()) {
            return;
        }
        if (empty) {
            RequestTarget target = RequestTarget.of(object).withSubresource("finalize");
            quietly(() -> updates.change(target, WriteOptions.REAL, tree -> {
                JsonTrees.child(tree, "spec").putArray("finalizers");
                return tree;
            }));
        } else {
            reportContent(object);
        }
    }

    private void reportContent(StoredObject namespace) {
        RequestTarget target = RequestTarget.of(namespace).withSubresource("status");
        List<String> left = store.resourcesIn(namespace.name());
        quietly(() -> updates.change(target, WriteOptions.REAL, tree -> {
            JsonTrees.child(tree, "status")
                    .putArray("conditions")
                    .addObject()
                    .put("type", "NamespaceContentRemaining")
                    .put("status", "True")
                    .put("reason", "SomeResourcesRemain")
                    .put("message", "Some resources are remaining: " + String.join(", ", left));
            return tree;
        }));
    }

    private void endDefinition(ResourceType defined) {
        StoredObject crd = store.get(ResourceKey.CRDS, "", defined.qualified());
        if (crd != null && crd.deleting() && store.all(defined.id()).isEmpty()) {
            withoutFinalizer(crd, CRD_FINALIZER);
        }
    }

    private void withoutFinalizer(StoredObject object, String finalizer) {
        change(object, tree -> Updates.removeFinalizer(tree, finalizer));
    }

    private void change(StoredObject object, java.util.function.Consumer<ObjectNode> change) {
        quietly(() -> updates.change(RequestTarget.of(object), WriteOptions.REAL, tree -> {
            if (JsonTrees.text(tree, "metadata", "uid").equals(object.uid())) {
                change.accept(tree);
            }
            return tree;
        }));
    }

    private void delete(StoredObject object, DeleteOptions options) {
        quietly(() -> deletion.delete(RequestTarget.of(object), options.onlyIf(object.uid())));
    }

    /** Somebody else was faster: then there is nothing left to do. */
    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (ApiError overtaken) {
            LOGGER.debug("overtaken: {}", overtaken.getMessage());
        }
    }
}
