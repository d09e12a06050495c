package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where snapshots of volumes are kept that the storage itself makes. */
public final class VolumeSnapshotLocation
        extends VeleroObject<VolumeSnapshotLocation.Spec, VolumeSnapshotLocation.Status> {
    VolumeSnapshotLocation(KubernetesObject object) {
        super(VeleroKind.VOLUME_SNAPSHOT_LOCATION, object, Spec.class, Status.class);
    }

    /** Who makes the snapshots, and how to reach it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            @Nullable String provider,
            Map<String, String> config,
            BackupStorageLocation.@Nullable SecretKeySelector credential) {

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
