package io.goleta.server;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.server.controller.Controller;
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

    private final KubernetesClient client;
    private final CommonOptions options;
    private final ControllerNames controllers;
    private final Map<String, Controller<?>> loops = new LinkedHashMap<>();
    private final Map<Class<?>, Controller<?>> byKind = new ConcurrentHashMap<>();

    @Inject
    ControllerRegistry(KubernetesClient client, CommonOptions options, ControllerNames controllers) {
        this.client = client;
        this.options = options;
        this.controllers = controllers;
    }

    /**
     * @param controller its name; one that {@link ControllerNames} does not know cannot be disabled
     */
    <T extends CustomResource<?, ?>> void add(String controller, Class<T> type, Reconciler<T> reconciler, int workers) {
        if (controllers.runs(controller)) {
            Controller<T> loop = new Controller<>(client, type, options.namespace, object -> true, reconciler, workers);
            loops.put(controller, loop);
            byKind.putIfAbsent(type, loop);
        }
    }

    /** The objects of a kind as last seen; none when no controller runs that watches them. */
    @SuppressWarnings("unchecked")
    <T extends CustomResource<?, ?>> List<T> known(Class<T> type) {
        Controller<T> loop = (Controller<T>) byKind.get(type);
        return loop == null ? List.of() : loop.known();
    }

    /** Has an object reconciled soon; nothing happens when no controller runs that watches its kind. */
    void lookAt(Class<?> type, String name) {
        Controller<?> loop = byKind.get(type);
        if (loop != null) {
            loop.trigger(name);
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
