package io.goleta.core.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Makes backups from a template, again and again. */
@Group(VeleroApi.GROUP)
@Version(VeleroApi.VERSION)
@Kind("Schedule")
@Plural("schedules")
public final class Schedule extends CustomResource<ScheduleSpec, ScheduleStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
