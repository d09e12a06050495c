package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A request to back up, and what became of it. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("Backup")
@Plural("backups")
public final class Backup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
