package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request for a URL of one file of a backup or restore. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("DownloadRequest")
@Plural("downloadrequests")
public final class DownloadRequest extends CustomResource<DownloadRequestSpec, DownloadRequestStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
