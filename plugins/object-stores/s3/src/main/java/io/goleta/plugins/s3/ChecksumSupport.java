package io.goleta.plugins.s3;

/**
 * Whether the store verifies content with the SHA-256 that is sent along. Only moves forward: unknown, supported, unsupported.
 * Thread-safe.
 */
final class ChecksumSupport {
    private State state = State.UNKNOWN;
    private boolean probed;

    /** In their only order. */
    enum State {
        UNKNOWN,
        SUPPORTED,
        UNSUPPORTED
    }

    synchronized State state() {
        return state;
    }

    boolean isSupported() {
        return state() == State.SUPPORTED;
    }

    /** Whether the store counted as supporting it at any time since the state was {@code before}. */
    boolean wasSupportedSince(State before) {
        return before != State.UNSUPPORTED && state() != State.UNKNOWN;
    }

    /** True for the first caller while support is unknown: that caller probes the store. */
    synchronized boolean claimProbe() {
        boolean first = !probed && state == State.UNKNOWN;
        probed |= first;
        return first;
    }

    synchronized void confirm() {
        state = state == State.UNKNOWN ? State.SUPPORTED : state;
    }

    synchronized void ruleOut() {
        state = State.UNSUPPORTED;
    }
}
