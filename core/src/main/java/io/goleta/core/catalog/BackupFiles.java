package io.goleta.core.catalog;

import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What is published besides the metadata.
 *
 * @param contents the finished archive
 * @param log the finished, gzipped log
 * @param podVolumeBackups all results received, in the order of completion
 * @param resourceList {@code v1/Pod} to {@code namespace/name}s
 * @param resultsJson warnings and errors
 */
public record BackupFiles(
        Path contents,
        Path log,
        List<KubernetesObject> podVolumeBackups,
        Map<String, SortedSet<String>> resourceList,
        byte[] resultsJson) {}
