package io.goleta.core.restore;

/** What a backup has of one volume. */
sealed interface VolumeData {
    /**
     * Its files.
     *
     * @param snapshotId what the data mover called them
     * @param dataMover that reads them
     * @param incomplete what could not be read when they were backed up; empty when they are complete
     */
    record Files(String snapshotId, String dataMover, String incomplete) implements VolumeData {}

    /** That it was empty. */
    record Nothing() implements VolumeData {}

    /** Files that this restore leaves out, because it leaves out claims or volumes. */
    record Excluded() implements VolumeData {}

    /**
     * No files that could be restored.
     *
     * @param reason to be read after "because"
     */
    record Lost(String reason) implements VolumeData {}

    /** Whether a claim with this data gets a volume whose former content does not matter. */
    default boolean replacesContent() {
        return !(this instanceof Lost);
    }

    /** Several pods may have used a volume: the best that any of them left counts. */
    static VolumeData best(VolumeData a, VolumeData b) {
        return a.rank() <= b.rank() ? a : b;
    }

    private int rank() {
        return switch (this) {
            case Files files -> files.incomplete().isEmpty() ? 0 : 1;
            case Excluded excluded -> 2;
            case Nothing nothing -> 3;
            case Lost lost -> 4;
        };
    }
}
