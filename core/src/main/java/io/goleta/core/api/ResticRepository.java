package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The restic repository of one namespace in one storage location. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("ResticRepository")
@Plural("resticrepositories")
public final class ResticRepository extends CustomResource<ResticRepositorySpec, ResticRepositoryStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
