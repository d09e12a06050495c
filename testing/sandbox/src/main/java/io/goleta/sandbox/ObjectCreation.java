package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Creates objects: checks, names, defaults, and the companions of a new namespace. */
final class ObjectCreation {

    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final Store store;
    private final Registry registry;
    private final Defaults defaults;
    private final Clock clock;

    ObjectCreation(Store store, Registry registry, Defaults defaults, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.defaults = defaults;
        this.clock = clock;
    }

    StoredObject create(RequestTarget target, ObjectNode object, WriteOptions options) {
        ResourceType type = target.type();
        Shape.check(target, object);
        ObjectNode metadata = JsonTrees.child(object, "metadata");
        if (!JsonTrees.text(metadata, "resourceVersion").isEmpty()) {
            throw new ApiError(500, "InternalError", "resourceVersion should not be set on objects to be created");
        }
        checkNamespace(target);
        stamp(type, object, metadata);
        Shape.dropEmpty(metadata);
        new StructuralSchema(target.version().schema()).tidy(object);
        List<FieldError> errors = new ArrayList<>(Names.check(type, metadata));
        errors.addAll(Validation.check(type, target.version(), object, MissingNode.getInstance()));
        if (!errors.isEmpty()) {
            throw ApiError.invalid(type, JsonTrees.text(metadata, "name"), errors);
        }
        defaults.onCreate(type, object, Timestamps.now(clock));
        try {
            if (options.dryRun()) {
                return rehearse(target.named(JsonTrees.text(metadata, "name")), object);
            }
            StoredObject stored = store.create(type, object, () -> checkNamespace(target));
            if (type.id().equals(ResourceKey.NAMESPACES)) {
                createDefaults(stored.name());
            }
            return stored;
        } catch (ApiError refused) {
            defaults.onDelete(type, object);
            throw refused;
        }
    }

    private StoredObject rehearse(RequestTarget target, ObjectNode object) {
        if (store.get(target.type().id(), target.namespace(), target.name()) != null) {
            throw ApiError.alreadyExists(target.type(), target.name());
        }
        defaults.onDelete(target.type(), object);
        return StoredObject.of(target.type(), object, 0);
    }

    private void stamp(ResourceType type, ObjectNode object, ObjectNode metadata) {
        object.put("apiVersion", type.storedApiVersion());
        String prefix = JsonTrees.text(metadata, "generateName");
        if (JsonTrees.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix.substring(0, Math.min(prefix.length(), 58)) + randomSuffix());
        }
        metadata.remove(List.of("selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"));
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Timestamps.now(clock));
        if (type.generation()) {
            metadata.put("generation", 1);
        }
        boolean hasStatus = type.custom()
                ? type.versions().stream().anyMatch(v -> v.subresources().contains("status"))
                : type.subresources().contains("status");
        if (hasStatus && !type.is("", "nodes")) {
            object.remove("status");
        }
        if (type.id().equals(ResourceKey.CRDS)) {
            metadata.putArray("finalizers").add(SandboxControllers.CRD_FINALIZER);
        }
    }

    private void checkNamespace(RequestTarget target) {
        if (!target.type().namespaced()) {
            return;
        }
        StoredObject namespace = store.get(ResourceKey.NAMESPACES, "", target.namespace());
        if (namespace == null) {
            throw ApiError.notFound(registry.require("", "namespaces"), target.namespace());
        }
        if (namespace.deleting()) {
            throw ApiError.forbidden(
                    target.type(),
                    target.name(),
                    "unable to create new content in namespace " + target.namespace()
                            + " because it is being terminated");
        }
    }

    /** What controllers put into every new namespace. */
    private void createDefaults(String namespace) {
        for (String plural : List.of("serviceaccounts", "configmaps")) {
            ResourceType type = registry.require("", plural);
            ObjectNode object = JsonTrees.object().put("kind", type.kind()).put("apiVersion", "v1");
            String name = plural.equals("configmaps") ? "kube-root-ca.crt" : "default";
            object.putObject("metadata").put("name", name).put("namespace", namespace);
            if (plural.equals("configmaps")) {
                object.putObject("data")
                        .put("ca.crt", "-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----\n");
            }
            RequestTarget target = new RequestTarget(type, type.versions().getFirst(), namespace, "", "");
            create(target, object, WriteOptions.REAL);
        }
    }

    private static String randomSuffix() {
        StringBuilder suffix = new StringBuilder(5);
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_ALPHABET.length())));
        }
        return suffix.toString();
    }
}
