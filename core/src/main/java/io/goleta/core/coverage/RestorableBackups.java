package io.goleta.core.coverage;

import io.goleta.core.coverage.SkippedVolumeSource.Source;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The backups of an installation that can be restored. */
final class RestorableBackups {
    private static final Set<String> RESTORABLE = Set.of("Completed", "PartiallyFailed");

    /**
     * One backup.
     *
     * @param start as the API server writes times
     */
    record Run(Source source, String start, IncludesExcludes namespaces) {}

    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Optional<Run>> latest = new HashMap<>();

    void add(KubernetesObject backup) {
        if (!RESTORABLE.contains(backup.string("status", "phase").orElse(""))) {
            return;
        }
        Source source = new Source(
                backup.name(),
                backup.uid(),
                backup.string("spec", "storageLocation").orElse(""));
        IncludesExcludes namespaces =
                new IncludesExcludes(names(backup, "includedNamespaces"), names(backup, "excludedNamespaces"));
        runs.add(new Run(source, backup.string("status", "startTimestamp").orElse(""), namespaces));
    }

    Set<String> names() {
        return runs.stream().map(run -> run.source().name()).collect(Collectors.toSet());
    }

    /** The latest that was to hold what is in a namespace. */
    Optional<Run> latestOf(String namespace) {
        return latest.computeIfAbsent(
                namespace,
                name -> runs.stream()
                        .filter(run -> run.namespaces().includes(name))
                        .max(Comparator.comparing(Run::start)));
    }

    private static List<String> names(KubernetesObject backup, String field) {
        return backup.list("spec", field).stream().map(String::valueOf).toList();
    }
}
