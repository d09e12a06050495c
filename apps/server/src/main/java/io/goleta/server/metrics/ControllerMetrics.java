package io.goleta.server.metrics;

import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Controllers;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** How busy the controllers are, and how often they had to begin again. */
public final class ControllerMetrics implements MetricSource {
    private final Controllers controllers;

    @Inject
    ControllerMetrics(Controllers controllers) {
        this.controllers = controllers;
    }

    @Override
    public void register(PrometheusRegistry registry) {
        Map<String, Controller<?>> sorted = new TreeMap<>(controllers.byName());
        new Meters(registry)
                .gauge(
                        "goleta_work_queue_depth",
                        "Objects that wait for their controller",
                        callback -> sorted.forEach((name, controller) -> callback.call(controller.waiting(), name)),
                        "controller");
        CounterWithCallback.builder()
                .name("goleta_work_failures_total")
                .help("Attempts that are repeated because something failed")
                .labelNames("controller")
                .callback(callback -> sorted.forEach((name, controller) -> callback.call(controller.failures(), name)))
                .register(registry);
    }
}
