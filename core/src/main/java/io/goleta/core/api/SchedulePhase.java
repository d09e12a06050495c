package io.goleta.core.api;

/** Whether a schedule runs. */
public enum SchedulePhase {
    New,
    Enabled,
    FailedValidation
}
