package io.goleta.spi.action;

/** What becomes of one volume of a pod in a backup. */
public sealed interface VolumeDecision {

    /** The volume's name in {@code spec.volumes} of the pod. */
    String volume();

    /**
     * The files of the volume are backed up by the node's agent.
     *
     * @param dataMover name of the {@link io.goleta.spi.volume.DataMoverFactory} that does it
     */
    record BackUp(String volume, String dataMover) implements VolumeDecision {}

    /**
     * The user selected the volume, or would expect it in the backup, but it is not backed up. The backup gets a warning.
     *
     * @param reason a sentence for the user, who finds it in the backup's log and description
     */
    record SkippedWithWarning(String volume, String reason) implements VolumeDecision {}

    /**
     * Nobody selected the volume, or its owner opted out. No warning; the backup records it among the unprotected volumes.
     *
     * @param reason to be read after "is not backed up:"
     * @param optedOut whether the owner opted out
     */
    record NotSelected(String volume, String reason, boolean optedOut) implements VolumeDecision {}
}
