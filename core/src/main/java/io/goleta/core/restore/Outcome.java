package io.goleta.core.restore;

/**
 * What became of one object.
 *
 * @param uid of the object in the cluster; empty when it is not there, or not yet
 */
record Outcome(String uid) {
    /** Not in the cluster: left out, or refused. */
    static final Outcome ABSENT = new Outcome("");

    /** Whoever asks is itself being waited for. */
    static final Outcome UNDER_WAY = new Outcome("");

    boolean isInCluster() {
        return !uid.isEmpty();
    }
}
