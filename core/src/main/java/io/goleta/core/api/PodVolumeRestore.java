package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One volume of a pod on its way out of a repository. */
public final class PodVolumeRestore extends VeleroObject<PodVolumeRestore.Spec, PodVolumeRestore.Status> {
    PodVolumeRestore(KubernetesObject object) {
        super(VeleroKind.POD_VOLUME_RESTORE, object, Spec.class, Status.class);
    }

    /** Which snapshot goes into which volume. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable ObjectReference pod,
            @Nullable String volume,
            @Nullable String backupStorageLocation,
            @Nullable String repoIdentifier,
            @Nullable String snapshotID,
            @Nullable String sourceNamespace,
            @Nullable String uploaderType) {}

    /** How far the volume has come. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable PodVolumePhase phase,
            @Nullable String message,
            @Nullable Instant startTimestamp,
            @Nullable Instant completionTimestamp,
            @Nullable PodVolumeProgress progress) {}
}
