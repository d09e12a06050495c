package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectReference;
import org.jspecify.annotations.Nullable;

/** Which snapshot goes into which volume. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodVolumeRestoreSpec(
        @Nullable ObjectReference pod,
        @Nullable String volume,
        @Nullable String backupStorageLocation,
        @Nullable String repoIdentifier,
        @Nullable String snapshotID,
        @Nullable String sourceNamespace,
        @Nullable String uploaderType) {}
