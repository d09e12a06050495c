package io.goleta.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.server.metrics.MetricSource;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/** {@code /metrics}, in the text format that every Prometheus reads. */
public final class MetricsHandler implements HttpHandler {
    /** Where it is to be found. */
    public static final String PATH = "/metrics";

    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final PrometheusRegistry registry;

    /**
     * @param sources registered once, here
     */
    @Inject
    public MetricsHandler(PrometheusRegistry registry, Set<MetricSource> sources) {
        sources.forEach(source -> source.register(registry));
        this.registry = registry;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            writer.write(text, registry.scrape());
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(200, text.size());
            text.writeTo(exchange.getResponseBody());
        }
    }
}
