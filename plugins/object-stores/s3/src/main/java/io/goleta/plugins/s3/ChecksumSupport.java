package io.goleta.plugins.s3;

/**
 * Whether the store is relied on to compare content with the SHA-256 that comes with it. Goes one way: not yet, relied on, never
 * again. Thread-safe.
 */
final class ChecksumSupport {
    private State state = State.NOT_YET;
    private boolean tried;

    /** In their only order. */
    enum State {
        NOT_YET,
        RELIED_ON,
        NEVER_AGAIN
    }

    synchronized State state() {
        return state;
    }

    boolean isReliedOn() {
        return state() == State.RELIED_ON;
    }

    /** Whether the store was relied on at any time since it was {@code before}. */
    boolean wasReliedOnSince(State before) {
        return before != State.NEVER_AGAIN && state() != State.NOT_YET;
    }

    /** True for the first who asks, while the store is not relied on yet. */
    synchronized boolean isWorthATrial() {
        boolean first = !tried && state == State.NOT_YET;
        tried |= first;
        return first;
    }

    synchronized void earn() {
        state = state == State.NOT_YET ? State.RELIED_ON : state;
    }

    synchronized void lose() {
        state = State.NEVER_AGAIN;
    }
}
