package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where snapshots of volumes are kept that the storage itself makes. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("VolumeSnapshotLocation")
@Plural("volumesnapshotlocations")
public final class VolumeSnapshotLocation
        extends CustomResource<VolumeSnapshotLocationSpec, VolumeSnapshotLocationStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
