package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which volume to back up, where it is and where it goes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodVolumeBackupSpec(
        @Nullable String node,
        @Nullable ObjectReference pod,
        @Nullable String volume,
        @Nullable String backupStorageLocation,
        @Nullable String repoIdentifier,
        @Nullable String uploaderType,
        Map<String, String> tags) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public PodVolumeBackupSpec {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
}
