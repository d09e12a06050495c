package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request to restore a backup, and what became of it. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("Restore")
@Plural("restores")
public final class Restore extends CustomResource<RestoreSpec, RestoreStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
