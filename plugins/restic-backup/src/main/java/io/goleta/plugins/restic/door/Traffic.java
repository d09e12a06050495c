package io.goleta.plugins.restic.door;

/**
 * What went through one entrance.
 *
 * @param errors requests the store failed
 */
public record Traffic(long requests, long bytesStored, long bytesRead, long errors) {

    @Override
    public String toString() {
        return requests + " requests, " + bytesStored + " bytes stored, " + bytesRead + " bytes read, " + errors
                + " errors";
    }
}
