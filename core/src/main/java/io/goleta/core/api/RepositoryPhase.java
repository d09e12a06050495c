package io.goleta.core.api;

/** Whether a repository can be used. */
public enum RepositoryPhase {
    New,
    Ready,
    NotReady
}
