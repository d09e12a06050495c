package io.goleta.cli.backup;

import io.goleta.cli.describe.Sections;
import io.goleta.cli.output.TabbedText;
import io.goleta.core.api.UnsupportedRequests;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.TreeMap;

/** The spec of a backup, also used for the template of a schedule. */
public final class BackupSpecSection {
    private BackupSpecSection() {}

    public static void describe(Map<String, Object> spec, TabbedText text) {
        text.line("Namespaces:");
        Sections.includesExcludes(spec, "Namespaces", "*", "", text);
        text.blank().line("Resources:");
        Sections.includesExcludes(spec, "Resources", "*", "", text);
        text.line(
                "\tCluster-scoped:\t" + Sections.decision(spec.get("includeClusterResources"), "included", "excluded"));
        text.blank();
        Sections.selector(spec, text);
        text.blank().line("Storage Location:\t" + value(spec, "storageLocation", ""));
        text.blank()
                .line("Velero-Native Snapshot PVs:\t"
                        + Sections.decision(spec.get("snapshotVolumes"), "true " + Sections.NOT_EXECUTED, "false"));
        text.blank().line("TTL:\t" + value(spec, "ttl", "0s"));
        text.blank();
        HooksSection.describe(spec, text);
        orderedResources(spec, text);
        Sections.notExecuted(UnsupportedRequests.ofBackup(KubernetesObject.of(Map.of("spec", spec))), text);
    }

    private static void orderedResources(Map<String, Object> spec, TabbedText text) {
        if (spec.get("orderedResources") instanceof Map<?, ?> ordered && !ordered.isEmpty()) {
            text.blank().line("OrderedResources:");
            new TreeMap<>(Sections.asJson(ordered))
                    .forEach((resource, names) -> text.line("\t" + resource + ": " + names));
        }
    }

    private static String value(Map<String, Object> spec, String field, String whenAbsent) {
        return String.valueOf(spec.getOrDefault(field, whenAbsent));
    }
}
