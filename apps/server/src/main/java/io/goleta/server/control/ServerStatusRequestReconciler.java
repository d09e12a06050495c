package io.goleta.server.control;

import io.goleta.core.api.ServerStatusRequest;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Answers which version the server is, which plugins it has and how they can be configured; the request is deleted a minute later. */
public final class ServerStatusRequestReconciler implements Reconciler<ServerStatusRequest> {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final String PROCESSED = "Processed";

    private final Supplier<List<PluginReport>> plugins;
    private final PluginConfigRequests questions;
    private final String version;
    private final Clock clock;

    /**
     * @param version what the server calls itself, {@code v1.2.3}
     */
    @Inject
    public ServerStatusRequestReconciler(
            Supplier<List<PluginReport>> plugins,
            PluginConfigRequests questions,
            @Named("version") String version,
            Clock clock) {
        this.plugins = plugins;
        this.questions = questions;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<ServerStatusRequest> reconcile(
            ServerStatusRequest request, Progress<ServerStatusRequest> progress) {
        ServerStatusRequest.Status status = request.status();
        if (!PROCESSED.equals(status.phase())) {
            questions.answer(request);
            request.setStatus(new ServerStatusRequest.Status(PROCESSED, clock.instant(), version, extensions()));
            return ReconcileResult.update(request).requeueAfter(KEPT);
        }
        Duration left = status.processedTimestamp() == null
                ? Duration.ZERO
                : Duration.between(clock.instant(), status.processedTimestamp().plus(KEPT));
        return left.isPositive() ? ReconcileResult.requeue(left) : ReconcileResult.deleted();
    }

    private List<ServerStatusRequest.PluginInfo> extensions() {
        return plugins.get().stream()
                .flatMap(plugin -> plugin.extensions().stream())
                .sorted(Comparator.comparing(PluginReport.Extension::kind).thenComparing(PluginReport.Extension::name))
                .map(extension -> new ServerStatusRequest.PluginInfo(extension.name(), extension.kind()))
                .toList();
    }
}
