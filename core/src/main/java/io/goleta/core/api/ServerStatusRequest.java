package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for the server's version and plugins. */
public final class ServerStatusRequest extends VeleroObject<ServerStatusRequest.Spec, ServerStatusRequest.Status> {
    ServerStatusRequest(KubernetesObject object) {
        super(VeleroKind.SERVER_STATUS_REQUEST, object, Spec.class, Status.class);
    }

    /** Nothing: the request says it all. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec() {}

    /** The server's answer. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable String phase,
            @Nullable Instant processedTimestamp,
            @Nullable String serverVersion,
            List<PluginInfo> plugins) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Status {
            plugins = plugins == null ? List.of() : List.copyOf(plugins);
        }
    }

    /** One extension: its name, and the kind of extension point. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PluginInfo(
            @Nullable String name, @Nullable String kind) {}
}
