package io.goleta.server.controller;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.Restore;
import io.goleta.core.api.Schedule;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people about objects that cannot be understood: once in the log for each generation of an object, and in its status
 * where that is safe. A status that cannot be understood itself is left alone, as a newer Velero may be at work on the object.
 * Thread-safe.
 */
final class UnreadableObjects {
    private static final Logger LOGGER = LoggerFactory.getLogger(UnreadableObjects.class);

    private final Cluster cluster;
    private final Map<String, String> reported = new ConcurrentHashMap<>();

    UnreadableObjects(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Reports an object that has a {@link VeleroObject#problem()}. */
    <V extends VeleroObject<?, ?>> void report(VeleroKind<V> kind, V object) {
        String problem = StatusText.bounded(object.problem().orElseThrow());
        String generation = object.uid() + "@"
                + object.object().get("metadata", "generation").orElse("");
        if (!generation.equals(reported.put(kind + "/" + object.name(), generation))) {
            LOGGER.warn("{}; ignored", problem);
        }
        try {
            letGo(kind, object);
            answered(kind, object.object(), problem)
                    .ifPresent(answer -> cluster.patch(object.object(), kind.of(answer)));
        } catch (GoletaException e) {
            if (e.isRetryable()) {
                throw e;
            }
            LOGGER.info("{}: the reason was not written into its status: {}", object, e.getMessage());
        }
    }

    /** It is gone, or has become readable. */
    void forget(VeleroKind<?> kind, String name) {
        reported.remove(kind + "/" + name);
    }

    /** Nobody else would take off what keeps it from being deleted. */
    private <V extends VeleroObject<?, ?>> void letGo(VeleroKind<V> kind, V object) {
        if (object.object().get("metadata", "deletionTimestamp").isPresent()
                && object.hasFinalizer(VeleroApi.RESTORE_FINALIZER)) {
            V free = kind.of(object.object());
            free.setFinalizer(VeleroApi.RESTORE_FINALIZER, false);
            cluster.patch(object.object(), free);
        }
    }

    /** The object with the problem in its status; empty when nothing is to be written. Pure. */
    static Optional<KubernetesObject> answered(VeleroKind<?> kind, KubernetesObject object, String problem) {
        VeleroObject<?, ?> withoutSpec = kind.of(object.without("spec"));
        if (!withoutSpec.isReadable()) {
            return Optional.empty();
        }
        return switch (withoutSpec) {
            case Backup backup -> invalid(object, backup.status().phase(), problem);
            case Restore restore -> invalid(object, restore.status().phase(), problem);
            case Schedule schedule -> invalid(object, schedule.status().phase(), problem);
            case BackupStorageLocation location ->
                Optional.of(object.with("Unavailable", "status", "phase").with(problem, "status", "message"));
            case ResticRepository repository ->
                Optional.of(object.with(ResticRepository.Phase.NotReady.name(), "status", "phase")
                        .with(problem, "status", "message"));
            case DeleteBackupRequest request ->
                Optional.of(object.with("Processed", "status", "phase").with(List.of(problem), "status", "errors"));
            default -> Optional.empty();
        };
    }

    private static Optional<KubernetesObject> invalid(
            KubernetesObject object, @Nullable Enum<?> phase, String problem) {
        return phase == null || phase.name().equals("New")
                ? Optional.of(object.with("FailedValidation", "status", "phase")
                        .with(List.of(problem), "status", "validationErrors"))
                : Optional.empty();
    }
}
