package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for the server's version and plugins. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("ServerStatusRequest")
@Plural("serverstatusrequests")
public final class ServerStatusRequest extends CustomResource<ServerStatusRequest.Spec, ServerStatusRequest.Status>
        implements Namespaced {
    private static final long serialVersionUID = 1L;

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
