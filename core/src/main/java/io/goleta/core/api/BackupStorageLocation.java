package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where backups are kept. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("BackupStorageLocation")
@Plural("backupstoragelocations")
public final class BackupStorageLocation extends CustomResource<BackupStorageLocationSpec, BackupStorageLocationStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
