package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request for the server's version and plugins. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("ServerStatusRequest")
@Plural("serverstatusrequests")
public final class ServerStatusRequest extends CustomResource<ServerStatusRequestSpec, ServerStatusRequestStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
