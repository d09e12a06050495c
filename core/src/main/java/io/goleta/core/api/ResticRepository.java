package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The restic repository of one namespace in one storage location. */
public final class ResticRepository extends VeleroObject<ResticRepository.Spec, ResticRepository.Status> {
    ResticRepository(KubernetesObject object) {
        super(VeleroKind.RESTIC_REPOSITORY, object, Spec.class, Status.class);
    }

    /** Which namespace's volumes, in which location. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String volumeNamespace,
            @Nullable String backupStorageLocation,
            @Nullable String resticIdentifier,
            @Nullable String maintenanceFrequency) {}

    /** Whether the repository can be used. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable Phase phase,
            @Nullable String message,
            @Nullable Instant lastMaintenanceTime) {}

    /** Whether a repository can be used. */
    public enum Phase {
        New,
        Ready,
        NotReady
    }
}
