package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the repository can be used. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResticRepositoryStatus(
        @Nullable RepositoryPhase phase,
        @Nullable String message,
        @Nullable Instant lastMaintenanceTime) {}
