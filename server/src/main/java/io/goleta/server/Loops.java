package io.goleta.server;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.server.loop.ControlLoop;
import io.goleta.server.loop.Reconciler;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the control loops of those controllers that were not disabled. */
final class Loops {
    private static final Logger LOGGER = LoggerFactory.getLogger(Loops.class);

    private final KubernetesClient client;
    private final CommonOptions options;
    private final Controllers controllers;
    private final List<ControlLoop<?>> loops = new ArrayList<>();

    @Inject
    Loops(KubernetesClient client, CommonOptions options, Controllers controllers) {
        this.client = client;
        this.options = options;
        this.controllers = controllers;
    }

    /**
     * @param controller its name; empty for one that cannot be disabled
     */
    <T extends CustomResource<?, ?>> void add(String controller, Class<T> type, Reconciler<T> reconciler, int workers) {
        if (controllers.runs(controller)) {
            loops.add(new ControlLoop<>(client, type, options.namespace, object -> true, reconciler, workers));
        }
    }

    /** In the order in which to start them. */
    List<ControlLoop<?>> all() {
        if (!controllers.disabled().isEmpty()) {
            LOGGER.info("disabled controllers: {}", String.join(", ", controllers.disabled()));
        }
        return List.copyOf(loops);
    }
}
