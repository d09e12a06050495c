package io.goleta.cli.install.manifest;

/**
 * A folder of the nodes that agents see.
 *
 * @param writable whether hostPath volumes in it may be restored, and not only backed up
 */
public record HostFolder(String path, boolean writable) {}
