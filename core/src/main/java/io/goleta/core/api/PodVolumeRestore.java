package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** One volume of a pod on its way out of a repository. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("PodVolumeRestore")
@Plural("podvolumerestores")
public final class PodVolumeRestore extends CustomResource<PodVolumeRestoreSpec, PodVolumeRestoreStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
