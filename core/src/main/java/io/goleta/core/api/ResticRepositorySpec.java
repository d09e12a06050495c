package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Which namespace's volumes, in which location. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResticRepositorySpec(
        @Nullable String volumeNamespace,
        @Nullable String backupStorageLocation,
        @Nullable String resticIdentifier,
        @Nullable String maintenanceFrequency) {}
