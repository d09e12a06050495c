package io.goleta.spi.volume;

/**
 * How far a move has come.
 *
 * @param totalBytes what there is to do as far as known; may grow
 * @param bytesDone what is done
 */
public record Progress(long totalBytes, long bytesDone) {}
