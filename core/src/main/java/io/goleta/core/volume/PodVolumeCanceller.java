package io.goleta.core.volume;

import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends PodVolumeBackups or PodVolumeRestores that a run no longer waits for: an agent that is at work on one stops, and none
 * begins.
 *
 * @param resource which of the two
 */
record PodVolumeCanceller(
        Cluster cluster, GroupResource resource, @Nullable String namespace, RunReporter findings, Clock clock) {

    void end(String name, String reason) {
        Map<String, Object> status = Map.of(
                "phase", PodVolumePhase.Failed.name(),
                "message", "cancelled: " + reason,
                "completionTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            cluster.mergePatch(VeleroResource.of(cluster, resource), namespace, name, Map.of("status", status));
        } catch (GoletaException e) {
            // The run goes on without it either way, and its agent will see that the run is over.
            findings.info("Could not cancel " + name + ": " + e.getMessage());
        }
    }
}
