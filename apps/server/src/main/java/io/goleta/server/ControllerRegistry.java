package io.goleta.server;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Informers;
import io.goleta.server.controller.Reconciler;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the control loops of those controllers that were not disabled. */
final class ControllerRegistry {
    private static final Logger LOGGER = LoggerFactory.getLogger(ControllerRegistry.class);

    private final Informers informers;
    private final Cluster cluster;
    private final CommonOptions options;
    private final ControllerNames controllers;
    private final Map<String, Controller<?>> loops = new LinkedHashMap<>();
    private final Map<VeleroKind<?>, Controller<?>> byKind = new ConcurrentHashMap<>();

    @Inject
    ControllerRegistry(Informers informers, Cluster cluster, CommonOptions options, ControllerNames controllers) {
        this.informers = informers;
        this.cluster = cluster;
        this.options = options;
        this.controllers = controllers;
    }

    /**
     * @param controller its name; one that {@link ControllerNames} does not know cannot be disabled
     */
    <V extends VeleroObject<?, ?>> void add(
            String controller, VeleroKind<V> kind, Reconciler<V> reconciler, int workers) {
        if (controllers.runs(controller)) {
            Controller<V> loop =
                    new Controller<>(informers, cluster, kind, options.namespace, object -> true, reconciler, workers);
            loops.put(controller, loop);
            byKind.putIfAbsent(kind, loop);
        }
    }

    /** The objects of a kind as last seen; none when no controller runs that watches them. */
    @SuppressWarnings("unchecked")
    <V extends VeleroObject<?, ?>> List<V> known(VeleroKind<V> kind) {
        Controller<V> loop = (Controller<V>) byKind.get(kind);
        return loop == null ? List.of() : loop.known();
    }

    /** Has an object reconciled soon; nothing happens when no controller runs that watches its kind. */
    void enqueue(VeleroKind<?> kind, String name) {
        Controller<?> loop = byKind.get(kind);
        if (loop != null) {
            loop.enqueue(name);
        }
    }

    Map<String, Controller<?>> byController() {
        return Map.copyOf(loops);
    }

    /** In the order in which to start them. */
    List<Controller<?>> all() {
        if (!controllers.disabled().isEmpty()) {
            LOGGER.info("disabled controllers: {}", String.join(", ", controllers.disabled()));
        }
        return List.copyOf(loops.values());
    }
}
