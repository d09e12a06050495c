package io.goleta.server.metrics;

import io.goleta.server.controller.Controller;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.TreeMap;

/** How busy the control loops are, and how often they had to begin again. */
public final class ControllerMetrics {
    private ControllerMetrics() {}

    /**
     * @param loops by the name of their controller
     */
    public static void register(PrometheusRegistry registry, Map<String, Controller<?>> loops) {
        Map<String, Controller<?>> sorted = new TreeMap<>(loops);
        new Meters(registry)
                .gauge(
                        "goleta_work_queue_depth",
                        "Objects that wait for their controller",
                        callback -> sorted.forEach((name, loop) -> callback.call(loop.waiting(), name)),
                        "controller");
        CounterWithCallback.builder()
                .name("goleta_work_failures_total")
                .help("Attempts that are repeated because something failed")
                .labelNames("controller")
                .callback(callback -> sorted.forEach((name, loop) -> callback.call(loop.failures(), name)))
                .register(registry);
    }
}
