package io.goleta.server;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.server.loop.ControlLoop;
import io.goleta.server.loop.Reconciler;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the control loops of those controllers that were not disabled. */
final class Loops {
    private static final Logger LOGGER = LoggerFactory.getLogger(Loops.class);

    private final KubernetesClient client;
    private final CommonOptions options;
    private final Controllers controllers;
    private final Map<String, ControlLoop<?>> loops = new LinkedHashMap<>();
    private final Map<Class<?>, ControlLoop<?>> byKind = new ConcurrentHashMap<>();

    @Inject
    Loops(KubernetesClient client, CommonOptions options, Controllers controllers) {
        this.client = client;
        this.options = options;
        this.controllers = controllers;
    }

    /**
     * @param controller its name; one that {@link Controllers} does not know cannot be disabled
     */
    <T extends CustomResource<?, ?>> void add(String controller, Class<T> type, Reconciler<T> reconciler, int workers) {
        if (controllers.runs(controller)) {
            ControlLoop<T> loop =
                    new ControlLoop<>(client, type, options.namespace, object -> true, reconciler, workers);
            loops.put(controller, loop);
            byKind.putIfAbsent(type, loop);
        }
    }

    /** The objects of a kind as last seen; none when no controller runs that watches them. */
    @SuppressWarnings("unchecked")
    <T extends CustomResource<?, ?>> List<T> known(Class<T> type) {
        ControlLoop<T> loop = (ControlLoop<T>) byKind.get(type);
        return loop == null ? List.of() : loop.known();
    }

    /** Has an object reconciled soon; nothing happens when no controller runs that watches its kind. */
    void lookAt(Class<?> type, String name) {
        ControlLoop<?> loop = byKind.get(type);
        if (loop != null) {
            loop.trigger(name);
        }
    }

    Map<String, ControlLoop<?>> byController() {
        return Map.copyOf(loops);
    }

    /** In the order in which to start them. */
    List<ControlLoop<?>> all() {
        if (!controllers.disabled().isEmpty()) {
            LOGGER.info("disabled controllers: {}", String.join(", ", controllers.disabled()));
        }
        return List.copyOf(loops.values());
    }
}
