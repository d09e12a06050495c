package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The restic repository of one namespace in one storage location. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("ResticRepository")
@Plural("resticrepositories")
public final class ResticRepository extends CustomResource<ResticRepository.Spec, ResticRepository.Status>
        implements Namespaced {
    private static final long serialVersionUID = 1L;

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
