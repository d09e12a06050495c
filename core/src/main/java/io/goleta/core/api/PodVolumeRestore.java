package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One volume of a pod on its way out of a repository. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("PodVolumeRestore")
@Plural("podvolumerestores")
public final class PodVolumeRestore extends CustomResource<PodVolumeRestore.Spec, PodVolumeRestore.Status>
        implements Namespaced {
    private static final long serialVersionUID = 1L;

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
