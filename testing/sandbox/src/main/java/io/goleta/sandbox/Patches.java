package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Carries out PATCH requests of all four kinds. */
final class Patches {

    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";
    private static final String ACCEPTED =
            String.join(", ", List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH));

    private final Store store;
    private final ObjectCreation creation;
    private final Updates updates;
    private final ApplyPatch applyPatch = new ApplyPatch();

    Patches(Store store, ObjectCreation creation, Updates updates) {
        this.store = store;
        this.creation = creation;
        this.updates = updates;
        store.listen(change -> {
            if (change.deleted()) {
                applyPatch.forget(change.after().uid());
            }
        });
    }

    /** What a patch came to. */
    record Outcome(StoredObject stored, boolean created) {}

    Outcome patch(RequestTarget target, String contentType, JsonNode patch, WriteOptions options) {
        if (contentType.equals(APPLY_PATCH)) {
            return apply(target, Shape.object(patch), options);
        }
        if (contentType.equals(STRATEGIC_PATCH) && target.type().custom()) {
            throw ApiError.unsupportedMediaType(contentType, JSON_PATCH + ", " + MERGE_PATCH + ", " + APPLY_PATCH);
        }
        return new Outcome(
                updates.change(target, options, current -> patched(target, contentType, current, patch)), false);
    }

    /** The object after the patch. */
    ObjectNode patched(RequestTarget target, String contentType, ObjectNode current, JsonNode patch) {
        JsonNode patched = switch (contentType) {
            case JSON_PATCH -> JsonPatch.apply(current, patch);
            case MERGE_PATCH -> JsonMergePatch.apply(current, Shape.object(patch));
            case STRATEGIC_PATCH -> StrategicMergePatch.apply(current, Shape.object(patch));
            case APPLY_PATCH -> applyPatch.apply(target.type(), current, Shape.object(patch), "");
            default -> throw ApiError.unsupportedMediaType(contentType, ACCEPTED);
        };
        if (target.subresource().equals("scale")) {
            return Shape.object(patched);
        }
        ObjectNode object = Shape.object(patched);
        if (!JsonTrees.text(object, "metadata", "name").equals(target.name())) {
            throw ApiError.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(JsonTrees.text(object, "metadata", "name"), target.name()));
        }
        Shape.check(target, object);
        return object;
    }

    private Outcome apply(RequestTarget target, ObjectNode wanted, WriteOptions options) {
        if (options.manager().isEmpty()) {
            throw new ApiError(
                    422,
                    "Invalid",
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                            + " for apply patch");
        }
        if (wanted.path("metadata").path("managedFields").size() > 0) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        Shape.check(target, wanted);
        while (true) {
            boolean exists = store.get(target.type().id(), target.namespace(), target.name()) != null;
            try {
                StoredObject stored = exists
                        ? updates.change(
                                target, options, now -> applyPatch.apply(target.type(), now, wanted, options.manager()))
                        : creation.create(target.named(""), created(target, wanted), options);
                if (!options.dryRun()) {
                    applyPatch.applied(stored.uid(), options.manager(), wanted);
                }
                return new Outcome(stored, !exists);
            } catch (ApiError e) {
                boolean overtaken = exists ? e.code() == 404 : e.code() == 409;
                if (!overtaken) {
                    throw e;
                }
            }
        }
    }

    private ObjectNode created(RequestTarget target, ObjectNode wanted) {
        if (!target.subresource().isEmpty() || wanted.path("metadata").has("uid")) {
            throw target.notFound();
        }
        return applyPatch.apply(target.type(), JsonTrees.object(), wanted, "");
    }
}
