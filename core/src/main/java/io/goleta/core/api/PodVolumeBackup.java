package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One volume of a pod on its way into a repository. */
public final class PodVolumeBackup extends VeleroObject<PodVolumeBackup.Spec, PodVolumeBackup.Status> {
    PodVolumeBackup(KubernetesObject object) {
        super(VeleroKind.POD_VOLUME_BACKUP, object, Spec.class, Status.class);
    }

    /** Which volume to back up, where it is and where it goes. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String node,
            @Nullable ObjectReference pod,
            @Nullable String volume,
            @Nullable String backupStorageLocation,
            @Nullable String repoIdentifier,
            @Nullable String uploaderType,
            Map<String, String> tags) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Spec {
            tags = tags == null ? Map.of() : Map.copyOf(tags);
        }
    }

    /** How far the volume has come. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable PodVolumePhase phase,
            @Nullable String path,
            @Nullable String snapshotID,
            @Nullable String message,
            @Nullable Instant startTimestamp,
            @Nullable Instant completionTimestamp,
            @Nullable PodVolumeProgress progress) {}
}
