package io.goleta.server.metrics;

import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether repositories can be used, were pruned, and hold what they should. Tells what the ResticRepository objects say. */
public final class RepositoryMetrics implements MetricSource {
    private static final String[] LABELS = {"repository", "volume_namespace", "backup_location_name"};

    private final Supplier<List<ResticRepository>> known;

    /**
     * @param known all repositories of this installation, as last seen
     */
    @Inject
    RepositoryMetrics(Supplier<List<ResticRepository>> known) {
        this.known = known;
    }

    @Override
    public void register(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        gauge(
                meters,
                "goleta_repository_ready",
                "Whether a repository can be used: 1 or 0",
                repository -> Optional.of(isReady(repository) ? 1.0 : 0.0));
        gauge(
                meters,
                "goleta_repository_last_prune_timestamp_seconds",
                "When a repository was last pruned, or first opened",
                repository -> seconds(repository.status().lastMaintenanceTime()));
        gauge(
                meters,
                "goleta_repository_last_check_timestamp_seconds",
                "When a repository was last verified",
                repository -> seconds(time(annotation(repository, VeleroApi.LAST_CHECK_TIME))));
        gauge(
                meters,
                "goleta_repository_check_passed",
                "Whether the last verification found nothing wrong: 1 or 0; absent before the first one",
                repository -> result(annotation(repository, VeleroApi.LAST_CHECK_RESULT)));
    }

    private void gauge(Meters meters, String name, String help, Function<ResticRepository, Optional<Double>> value) {
        meters.gauge(name, help, callback -> known.get().forEach(one -> tell(callback, one, value)), LABELS);
    }

    private static void tell(
            GaugeWithCallback.Callback callback,
            ResticRepository repository,
            Function<ResticRepository, Optional<Double>> value) {
        value.apply(repository)
                .ifPresent(number -> callback.call(
                        number,
                        repository.name(),
                        Objects.requireNonNullElse(repository.spec().volumeNamespace(), ""),
                        Objects.requireNonNullElse(repository.spec().backupStorageLocation(), "")));
    }

    private static boolean isReady(ResticRepository repository) {
        return repository.status().phase() == ResticRepository.Phase.Ready;
    }

    private static String annotation(ResticRepository repository, String name) {
        return repository.annotations().getOrDefault(name, "");
    }

    private static Optional<Double> result(String annotation) {
        return annotation.isEmpty() ? Optional.empty() : Optional.of(annotation.equals("Passed") ? 1.0 : 0.0);
    }

    private static Optional<Double> seconds(@Nullable Instant instant) {
        return Optional.ofNullable(instant).map(time -> (double) time.getEpochSecond());
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
