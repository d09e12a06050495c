package io.goleta.spi.error;

/** Whose fault a failure is, which decides who is told and what to advise. */
public enum Fault {
    /** What a user wrote or asked for is wrong; it must be changed. */
    USER,
    /** The object store, or what lies in it. */
    STORAGE,
    /** The API server, a node, or a pod. */
    CLUSTER,
    /** A plugin broke its contract. */
    PLUGIN,
    /** A defect of Goleta itself. */
    INTERNAL
}
