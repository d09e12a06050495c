package io.goleta.core.plugin;

import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pf4j.PluginDescriptor;

/**
 * A file that describes a plugin; nothing of it has run yet.
 *
 * @param content what PF4J loads: the jar, or the folder that a zip was unpacked to
 */
record PluginCandidate(Path file, Path content, PluginDescriptor descriptor, Pf4jPlugins manager) {
    private static final Comparator<PluginCandidate> NEWEST_FIRST = Comparator.comparing(
                    (PluginCandidate candidate) -> candidate.comparableVersion().orElse(Version.parse("0")))
            .reversed();

    String id() {
        return descriptor.getPluginId();
    }

    String version() {
        return descriptor.getVersion();
    }

    /** The same ones, the newest version first among those of one id; the others stay in their places. */
    static List<PluginCandidate> newestFirst(List<PluginCandidate> candidates) {
        Map<String, List<PluginCandidate>> byId =
                candidates.stream().sorted(NEWEST_FIRST).collect(Collectors.groupingBy(PluginCandidate::id));
        Map<String, Iterator<PluginCandidate>> next = new HashMap<>();
        return candidates.stream()
                .map(PluginCandidate::id)
                .map(id -> next.computeIfAbsent(
                                id, key -> byId.getOrDefault(key, List.of()).iterator())
                        .next())
                .toList();
    }

    private Optional<Version> comparableVersion() {
        try {
            return Optional.of(
                    Version.parse(version().startsWith("v") ? version().substring(1) : version()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
