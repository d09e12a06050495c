package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request to delete a backup with all its data. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("DeleteBackupRequest")
@Plural("deletebackuprequests")
public final class DeleteBackupRequest extends CustomResource<DeleteBackupRequestSpec, DeleteBackupRequestStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
