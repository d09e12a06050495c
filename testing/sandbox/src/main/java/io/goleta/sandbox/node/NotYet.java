package io.goleta.sandbox.node;

/** Something that a pod needs is not there; it is looked for again. */
final class NotYet extends Exception {

    private static final long serialVersionUID = 1L;

    NotYet(String what) {
        super(what, null, false, false);
    }
}
