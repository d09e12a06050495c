package io.goleta.cli.restore;

import io.goleta.cli.describe.DescribeContext;
import io.goleta.cli.describe.Describer;
import io.goleta.cli.describe.ResultsSection;
import io.goleta.cli.describe.Sections;
import io.goleta.cli.describe.VolumesSection;
import io.goleta.cli.output.TabbedText;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.UnsupportedRequests;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A restore. */
public final class RestoreDescriber implements Describer {
    @Override
    public void describe(KubernetesObject restore, DescribeContext context, TabbedText text) {
        Sections.metadata(restore, text);
        text.blank();
        String hint = "run 'velero restore logs " + restore.name() + "' for more information";
        Sections.phase(restore, hint, context.coloured(), text);
        if (restore.get("status", "progress").isPresent()) {
            text.line("Total items to be restored:\t" + progress(restore, "totalItems"));
            text.line("Items restored:\t" + progress(restore, "itemsRestored"));
        }
        text.blank();
        text.line("Started:\t" + Sections.time(context.times(), restore, "startTimestamp"));
        text.line("Completed:\t" + Sections.time(context.times(), restore, "completionTimestamp"));
        Sections.validationErrors(restore, text);
        Sections.failureReason(restore, text);
        new ResultsSection(restore, DownloadRequest.Kind.RestoreResults, context).describe(text);
        spec(restore.map("spec"), text);
        Sections.notExecuted(UnsupportedRequests.ofRestore(restore), text);
        String selector = VeleroApi.RESTORE_NAME + "=" + VeleroApi.labelValue(restore.name());
        List<KubernetesObject> volumes = context.velero().list(VeleroKind.POD_VOLUME_RESTORE, selector);
        VolumesSection.describe("Restic Restores", volumes, context.details(), text);
        text.blank()
                .line("Existing Resource Policy:\t"
                        + restore.string("spec", "existingResourcePolicy")
                                .filter(policy -> !policy.isEmpty())
                                .orElse(Sections.NONE));
        text.blank()
                .line("Preserve Service NodePorts:\t"
                        + Sections.decision(restore.map("spec").get("preserveNodePorts"), "true", "false"));
    }

    private static void spec(Map<String, Object> spec, TabbedText text) {
        text.blank().line("Backup:\t" + spec.getOrDefault("backupName", ""));
        text.blank().line("Namespaces:");
        boolean all = List.of("*").equals(spec.get("includedNamespaces"));
        Map<String, Object> namespaces = new TreeMap<>(spec);
        if (all) {
            namespaces.remove("includedNamespaces");
        }
        Sections.includesExcludes(namespaces, "Namespaces", "all namespaces found in the backup", "", text);
        text.blank().line("Resources:");
        Sections.includesExcludes(spec, "Resources", "*", "", text);
        text.line(
                "\tCluster-scoped:\t" + Sections.decision(spec.get("includeClusterResources"), "included", "excluded"));
        text.blank().line("Namespace mappings:\t" + mappings(spec.get("namespaceMapping")));
        text.blank();
        Sections.selector(spec, text);
        text.blank()
                .line("Restore PVs:\t"
                        + Sections.decision(spec.get("restorePVs"), "true " + Sections.NOT_EXECUTED, "false"));
    }

    private static String mappings(@Nullable Object mapping) {
        if (!(mapping instanceof Map<?, ?> map) || map.isEmpty()) {
            return Sections.NONE;
        }
        return String.join(
                ", ",
                new TreeMap<>(Sections.asJson(map))
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
    }

    private static String progress(KubernetesObject restore, String field) {
        return restore.get("status", "progress", field).map(Object::toString).orElse("0");
    }
}
