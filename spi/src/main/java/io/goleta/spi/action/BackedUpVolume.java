package io.goleta.spi.action;

/**
 * One volume of a pod whose files are in the backup.
 *
 * @param volume its name in {@code spec.volumes} of the pod
 * @param snapshotId what the data mover called it
 * @param dataMover name of the {@link io.goleta.spi.volume.DataMoverFactory} that wrote it, and that reads it
 */
public record BackedUpVolume(String volume, String snapshotId, String dataMover) {}
