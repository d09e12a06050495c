package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where snapshots of volumes are kept that the storage itself makes. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("VolumeSnapshotLocation")
@Plural("volumesnapshotlocations")
public final class VolumeSnapshotLocation
        extends CustomResource<VolumeSnapshotLocation.Spec, VolumeSnapshotLocation.Status> implements Namespaced {
    private static final long serialVersionUID = 1L;

    /** Who makes the snapshots, and how to reach it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String provider,
            Map<String, String> config,
            @Nullable SecretKeySelector credential) {

        @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
        public Spec {
            config = config == null ? Map.of() : Map.copyOf(config);
        }
    }

    /** Whether the location can be used; Velero has the field and leaves it empty. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(@Nullable String phase) {}
}
