package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket and how to reach it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupStorageLocationSpec(
        @Nullable String provider,
        Map<String, String> config,
        @Nullable SecretKeySelector credential,
        @Nullable ObjectStorageLocation objectStorage,
        @JsonProperty("default") @Nullable Boolean isDefault,
        @Nullable String accessMode,
        @Nullable String backupSyncPeriod,
        @Nullable String validationFrequency) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public BackupStorageLocationSpec {
        config = config == null ? Map.of() : Map.copyOf(config);
    }
}
