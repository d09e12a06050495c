package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes the snapshots, and how to reach it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeSnapshotLocationSpec(
        @Nullable String provider,
        Map<String, String> config,
        @Nullable SecretKeySelector credential) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public VolumeSnapshotLocationSpec {
        config = config == null ? Map.of() : Map.copyOf(config);
    }
}
