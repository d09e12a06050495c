package io.goleta.plugins.restic.rest;

/**
 * Statistics of one session.
 *
 * @param errors requests that the object store failed
 */
public record SessionStats(long requests, long bytesStored, long bytesRead, long errors) {

    @Override
    public String toString() {
        return requests + " requests, " + bytesStored + " bytes stored, " + bytesRead + " bytes read, " + errors
                + " errors";
    }
}
