package io.goleta.server.controller;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those controllers of the server that were not disabled. */
@Singleton
public final class ControllerRegistry implements Controllers, Requeuer {
    private static final Logger LOGGER = LoggerFactory.getLogger(ControllerRegistry.class);

    private final Informers informers;
    private final Cluster cluster;
    private final String namespace;
    private final UnreadableObjects unreadable;
    private final Map<String, Controller<?>> byName = new LinkedHashMap<>();
    private final Map<VeleroKind<?>, Controller<?>> byKind = new HashMap<>();

    /**
     * @param specs in the order in which to start their controllers
     */
    @Inject
    ControllerRegistry(
            Informers informers,
            Cluster cluster,
            @Named("namespace") String namespace,
            ControllerNames names,
            Set<ControllerSpec<?>> specs) {
        this.informers = informers;
        this.cluster = cluster;
        this.namespace = namespace;
        this.unreadable = new UnreadableObjects(cluster);
        if (!names.disabled().isEmpty()) {
            LOGGER.info("disabled controllers: {}", String.join(", ", names.disabled()));
        }
        for (ControllerSpec<?> spec : specs) {
            if (names.runs(spec.name())) {
                Controller<?> controller = controller(spec);
                byName.put(spec.name(), controller);
                byKind.putIfAbsent(spec.kind(), controller);
            }
        }
    }

    private <V extends VeleroObject<?, ?>> Controller<V> controller(ControllerSpec<V> spec) {
        return new Controller<>(
                informers,
                cluster,
                spec.kind(),
                namespace,
                object -> true,
                spec.reconciler(),
                spec.workers(),
                unreadable);
    }

    /** The objects of a kind as last seen; none when no controller runs that watches them. */
    @SuppressWarnings("unchecked") // a controller is listed under the kind of its objects
    public <V extends VeleroObject<?, ?>> List<V> known(VeleroKind<V> kind) {
        Controller<V> controller = (Controller<V>) byKind.get(kind);
        return controller == null ? List.of() : controller.known();
    }

    @Override
    public void enqueue(VeleroKind<?> kind, String name) {
        Controller<?> controller = byKind.get(kind);
        if (controller != null) {
            controller.enqueue(name);
        }
    }

    @Override
    public Map<String, Controller<?>> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
