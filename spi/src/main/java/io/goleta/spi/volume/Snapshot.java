package io.goleta.spi.volume;

/**
 * The files of a volume at one moment, in a repository.
 *
 * @param id what the data mover calls it; empty when the volume was empty and nothing was stored
 * @param totalBytes size of the files it holds
 */
public record Snapshot(String id, long totalBytes) {}
