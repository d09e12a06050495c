package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's answer. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerStatusRequestStatus(
        @Nullable String phase,
        @Nullable Instant processedTimestamp,
        @Nullable String serverVersion,
        List<PluginInfo> plugins) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public ServerStatusRequestStatus {
        plugins = plugins == null ? List.of() : List.copyOf(plugins);
    }
}
