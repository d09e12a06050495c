package io.goleta.server.metrics;

import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Controllers;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** How busy the controllers are, and how often they fail. */
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
                        "Objects waiting to be reconciled",
                        callback -> sorted.forEach((name, controller) -> callback.call(controller.waiting(), name)),
                        "controller");
        CounterWithCallback.builder()
                .name("goleta_work_failures_total")
                .help("Failed reconciles, which are retried")
                .labelNames("controller")
                .callback(callback -> sorted.forEach((name, controller) -> callback.call(controller.failures(), name)))
                .register(registry);
    }
}
