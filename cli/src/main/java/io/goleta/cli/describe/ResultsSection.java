package io.goleta.cli.describe;

import io.goleta.cli.print.TabbedText;
import io.goleta.core.api.DownloadKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.Json;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The warnings and errors of a run, which the server keeps in a file beside the backup. */
final class ResultsSection {
    private static final int UNKNOWN_KIND = 422;

    private ResultsSection() {}

    /** Adds what the file says when the run counted warnings or errors. */
    static void describe(KubernetesObject run, DownloadKind kind, DescribeContext context, TabbedText text) {
        if (!hasAny(run, "warnings") && !hasAny(run, "errors")) {
            return;
        }
        try {
            results(run, kind, context).ifPresent(results -> {
                side("Warnings:", results.get("warnings"), text);
                side("Errors:", results.get("errors"), text);
            });
        } catch (ApiException e) {
            // Servers before 1.10 keep no such file for backups and refuse the question.
            if (e.code() != UNKNOWN_KIND) {
                failed(e, text);
            }
        } catch (GoletaException | IOException e) {
            failed(e, text);
        }
    }

    private static Optional<Map<String, Object>> results(
            KubernetesObject run, DownloadKind kind, DescribeContext context) throws IOException {
        Optional<InputStream> content = context.downloads().open(kind, run.name());
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream json = content.get()) {
            return Optional.of(Json.readMap(json));
        }
    }

    private static void side(String title, @Nullable Object side, TabbedText text) {
        if (!(side instanceof Map<?, ?> map) || map.isEmpty()) {
            return;
        }
        text.blank().line(title);
        messages("\tVelero:", map.get("velero"), text);
        messages("\tCluster:", map.get("cluster"), text);
        if (!(map.get("namespaces") instanceof Map<?, ?> namespaces) || namespaces.isEmpty()) {
            text.line("\tNamespaces:\t" + Sections.NONE);
            return;
        }
        text.line("\tNamespaces:");
        new TreeMap<>(Sections.asJson(namespaces))
                .forEach((namespace, list) -> messages("\t\t" + namespace + ":", list, text));
    }

    /** One message per line, the first beside the label. */
    private static void messages(String label, @Nullable Object list, TabbedText text) {
        if (!(list instanceof List<?> messages) || messages.isEmpty()) {
            text.line(label + "\t" + Sections.NONE);
            return;
        }
        String indent = "\t".repeat(label.length() - label.stripLeading().length());
        String first = label;
        for (Object message : messages) {
            text.line(first + "\t" + message);
            first = indent;
        }
    }

    private static boolean hasAny(KubernetesObject run, String field) {
        return run.get("status", field)
                .filter(value -> value instanceof Number number && number.longValue() > 0)
                .isPresent();
    }

    private static void failed(Exception e, TabbedText text) {
        text.blank().line("Warnings and errors:\t<error getting warnings and errors: " + e.getMessage() + ">");
    }
}
