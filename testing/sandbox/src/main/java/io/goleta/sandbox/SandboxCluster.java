package io.goleta.sandbox;

import java.time.Clock;

/** Everything behind the HTTP door, wired once. */
final class SandboxCluster implements AutoCloseable {

    private final Store store;
    private final Registry registry = new Registry();
    private final Lists lists;
    private final PrintedTable tables;
    private final ObjectCreation creation;
    private final Updates updates;
    private final ObjectDeletion deletion;
    private final Patches patches;
    private final Scales scales;
    private final SandboxControllers controllers;

    SandboxCluster(Clock clock, int historyLimit) {
        this.store = new Store(historyLimit);
        this.lists = new Lists(store);
        this.tables = new PrintedTable(clock);
        Defaults defaults = new Defaults(new ServiceAddresses());
        this.creation = new ObjectCreation(store, registry, defaults, clock);
        this.updates = new Updates(store, defaults);
        this.deletion = new ObjectDeletion(store, defaults, clock);
        this.patches = new Patches(store, creation, updates);
        this.scales = new Scales(store, updates);
        store.listen(this::follow);
        this.controllers = new SandboxControllers(store, registry, updates, deletion);
    }

    /** Definitions of custom resources are in force at once. */
    private void follow(Change change) {
        if (change.after().type().id().equals(ResourceKey.CRDS)) {
            ResourceType defined = CustomResources.typeOf(change.after().tree());
            if (change.deleted()) {
                registry.remove(defined.id());
            } else {
                registry.add(defined);
            }
        }
    }

    /** Namespaces and objects that every cluster has. */
    void createDefaults() {
        ResourceType namespaces = registry.require("", "namespaces");
        for (String name : new String[] {"default", "kube-system", "kube-public", "kube-node-lease"}) {
            create(namespaces, "", named("Namespace", name));
        }
        ResourceType services = registry.require("", "services");
        var kubernetes = named("Service", "kubernetes");
        var spec = kubernetes.putObject("spec").put("clusterIP", "10.96.0.1");
        spec.putArray("ports").addObject().put("name", "https").put("port", 443).put("targetPort", 6443);
        create(services, "default", kubernetes);
    }

    private void create(ResourceType type, String namespace, com.fasterxml.jackson.databind.node.ObjectNode object) {
        creation.create(
                new RequestTarget(type, type.versions().getFirst(), namespace, "", ""), object, WriteOptions.REAL);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode named(String kind, String name) {
        var object = JsonTrees.object().put("kind", kind).put("apiVersion", "v1");
        object.putObject("metadata").put("name", name);
        return object;
    }

    Store store() {
        return store;
    }

    Registry registry() {
        return registry;
    }

    Lists lists() {
        return lists;
    }

    PrintedTable tables() {
        return tables;
    }

    ObjectCreation creation() {
        return creation;
    }

    Updates updates() {
        return updates;
    }

    ObjectDeletion deletion() {
        return deletion;
    }

    Patches patches() {
        return patches;
    }

    Scales scales() {
        return scales;
    }

    @Override
    public void close() {
        controllers.close();
        store.close();
    }
}
