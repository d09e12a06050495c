package io.goleta.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Metrics that are computed when they are scraped. */
public interface MetricSource {
    /** Adds them to the registry; called once. */
    void register(PrometheusRegistry registry);
}
