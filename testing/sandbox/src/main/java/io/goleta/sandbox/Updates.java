package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes existing objects: PUT, PATCH and sub-resources. */
final class Updates {

    private final Store store;
    private final Defaults defaults;

    Updates(Store store, Defaults defaults) {
        this.store = store;
        this.defaults = defaults;
    }

    /** PUT: the whole object. */
    StoredObject replace(RequestTarget target, ObjectNode object, WriteOptions options) {
        Shape.check(target, object);
        String version = JsonTrees.text(object, "metadata", "resourceVersion");
        if (version.isEmpty() && target.type().custom()) {
            throw ApiError.invalid(
                    target.type(),
                    target.name(),
                    List.of(FieldError.invalid("metadata.resourceVersion", "0x0", "must be specified for an update")));
        }
        return change(target, options, current -> object.deepCopy());
    }

    /**
     * Reads, changes and stores; again when somebody else was faster and the change names no resource version.
     *
     * @param change makes the next state from a copy of the present one, both in the version of the target
     */
    StoredObject change(RequestTarget target, WriteOptions options, UnaryOperator<ObjectNode> change) {
        while (true) {
            StoredObject current = store.get(target.type().id(), target.namespace(), target.name());
            if (current == null) {
                throw target.notFound();
            }
            ObjectNode wanted = change.apply(current.tree(target.apiVersion()));
            StoredObject stored = write(target, current, wanted, options);
            if (stored != null) {
                return stored;
            }
        }
    }

    private @Nullable StoredObject write(
            RequestTarget target, StoredObject current, ObjectNode wanted, WriteOptions options) {
        checkIdentity(target, current, wanted);
        ObjectNode before = current.tree();
        ObjectNode next = next(target, before, wanted);
        next.put("apiVersion", target.type().storedApiVersion());
        if (next.equals(before)) {
            return current;
        }
        if (options.dryRun()) {
            return StoredObject.of(target.type(), next, current.version());
        }
        return finished(target.type(), next) ? remove(current, next) : store.replace(target.type(), current, next);
    }

    private @Nullable StoredObject remove(StoredObject current, ObjectNode last) {
        StoredObject marked = store.replace(current.type(), current, last);
        if (marked != null && store.remove(marked) != null) {
            defaults.onDelete(marked.type(), last);
        }
        return marked;
    }

    private static void checkIdentity(RequestTarget target, StoredObject current, ObjectNode wanted) {
        JsonNode metadata = wanted.path("metadata");
        String version = JsonTrees.text(metadata, "resourceVersion");
        if (!version.isEmpty() && !version.equals("0") && !version.equals(Long.toString(current.version()))) {
            throw ApiError.modified(target.type(), target.name());
        }
        String uid = JsonTrees.text(metadata, "uid");
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw ApiError.conflict(
                    target.type(),
                    target.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + current.uid());
        }
    }

    private ObjectNode next(RequestTarget target, ObjectNode before, ObjectNode wanted) {
        return switch (target.subresource()) {
            case "" -> nextObject(target, before, wanted);
            case "status" -> checked(target, before, withField(before, wanted, "status"));
            case "finalize" -> {
                ObjectNode next = before.deepCopy();
                JsonTrees.child(next, "spec")
                        .set("finalizers", wanted.path("spec").path("finalizers"));
                yield next;
            }
            default -> withField(before, wanted, "spec");
        };
    }

    private ObjectNode nextObject(RequestTarget target, ObjectNode before, ObjectNode wanted) {
        ResourceType type = target.type();
        ObjectNode next = wanted;
        keepServerFields(before, next);
        new StructuralSchema(target.version().schema()).tidy(next);
        if (type.has(target.version(), "status")) {
            copy(before, next, "status");
        }
        if (type.is("", "services")) {
            keepAllocated(before, next);
        }
        defaults.onWrite(type, next);
        List<FieldError> errors = new ArrayList<>(Names.check(type, next.path("metadata")));
        errors.addAll(Validation.check(type, target.version(), next, before));
        errors.addAll(Validation.checkUpdate(type, before, next));
        errors.addAll(noNewFinalizers(before, next));
        if (!errors.isEmpty()) {
            throw ApiError.invalid(type, target.name(), errors);
        }
        if (type.generation() && !substance(target, before).equals(substance(target, next))) {
            JsonNode metadata = before.path("metadata");
            JsonTrees.child(next, "metadata")
                    .put("generation", metadata.path("generation").asInt() + 1);
        }
        if (type.id().equals(ResourceKey.CRDS)) {
            CustomResources.complete(next, "");
        }
        return next;
    }

    private static ObjectNode checked(RequestTarget target, ObjectNode before, ObjectNode next) {
        StructuralSchema schema = new StructuralSchema(target.version().schema());
        schema.tidy(next);
        List<FieldError> errors = schema.check(next, before);
        if (!errors.isEmpty()) {
            throw ApiError.invalid(target.type(), target.name(), errors);
        }
        return next;
    }

    /** What counts for {@code metadata.generation}. */
    private static ObjectNode substance(RequestTarget target, ObjectNode object) {
        ObjectNode substance = object.deepCopy();
        substance.remove(List.of("metadata", "apiVersion"));
        if (!target.type().custom() || target.type().has(target.version(), "status")) {
            substance.remove("status");
        }
        return substance;
    }

    private static List<FieldError> noNewFinalizers(ObjectNode before, ObjectNode next) {
        if (!before.path("metadata").has("deletionTimestamp")) {
            return List.of();
        }
        List<String> added = CustomResources.texts(next.path("metadata").path("finalizers"));
        added.removeAll(CustomResources.texts(before.path("metadata").path("finalizers")));
        return added.isEmpty()
                ? List.of()
                : List.of(FieldError.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers "
                                + added));
    }

    private static void keepServerFields(ObjectNode before, ObjectNode next) {
        ObjectNode metadata = JsonTrees.child(next, "metadata");
        metadata.remove("selfLink");
        keepManagedFields(before.path("metadata").path("managedFields"), metadata);
        for (String field : List.of(
                "name",
                "namespace",
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "resourceVersion")) {
            copy((ObjectNode) before.get("metadata"), metadata, field);
        }
        Shape.dropEmpty(metadata);
    }

    /** None are computed, but those that a client gave are kept; a list with one empty entry clears them. */
    private static void keepManagedFields(JsonNode present, ObjectNode metadata) {
        JsonNode given = metadata.path("managedFields");
        if (given.size() == 1 && given.get(0).isEmpty()) {
            metadata.remove("managedFields");
        } else if (given.isEmpty() && !present.isMissingNode()) {
            metadata.set("managedFields", present.deepCopy());
        }
    }

    private static void keepAllocated(ObjectNode before, ObjectNode next) {
        ObjectNode spec = JsonTrees.child(next, "spec");
        if (JsonTrees.text(spec, "clusterIP").isEmpty()
                && !JsonTrees.text(spec, "type").equals("ExternalName")) {
            for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
                copy((ObjectNode) before.get("spec"), spec, field);
            }
        }
    }

    private static ObjectNode withField(ObjectNode before, ObjectNode wanted, String field) {
        ObjectNode next = before.deepCopy();
        copy(wanted, next, field);
        return next;
    }

    private static void copy(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value.deepCopy());
        }
    }

    /** Whether nothing holds back the deletion of an object any more. */
    static boolean finished(ResourceType type, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        if (!metadata.has("deletionTimestamp") || !metadata.path("finalizers").isEmpty()) {
            return false;
        }
        if (type.id().equals(ResourceKey.NAMESPACES)) {
            return object.path("spec").path("finalizers").isEmpty();
        }
        return metadata.path("deletionGracePeriodSeconds").asInt() == 0;
    }

    static boolean removeFinalizer(ObjectNode object, String finalizer) {
        if (!(object.path("metadata").path("finalizers") instanceof ArrayNode finalizers)) {
            return false;
        }
        for (int i = 0; i < finalizers.size(); i++) {
            if (finalizers.get(i).asText().equals(finalizer)) {
                finalizers.remove(i);
                return true;
            }
        }
        return false;
    }
}
