package io.goleta.cli.describe;

import io.goleta.cli.output.TabbedText;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiException;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results file of a backup or restore: warnings, errors and skipped volumes. Downloaded once. */
public final class ResultsSection {
    private static final int UNKNOWN_KIND = 422;

    private final KubernetesObject run;
    private final DownloadRequest.Kind kind;
    private final DescribeContext context;
    private @Nullable Map<String, Object> results;

    /** @param kind the results file of the run */
    public ResultsSection(KubernetesObject run, DownloadRequest.Kind kind, DescribeContext context) {
        this.run = run;
        this.kind = kind;
        this.context = context;
    }

    /** Adds warnings and errors if the run has any. */
    public void describe(TabbedText text) {
        if (hasAny(run, "warnings") || hasAny(run, "errors")) {
            write(text, () -> {
                side("Warnings:", results().get("warnings"), text);
                side("Errors:", results().get("errors"), text);
            });
        }
    }

    /** Adds the volumes that a finished backup skipped. */
    public void describeSkippedVolumes(TabbedText text) {
        if (run.string("status", "completionTimestamp").isEmpty()) {
            return;
        }
        write(text, () -> {
            Map<String, List<SkippedVolume>> pods = new TreeMap<>();
            for (SkippedVolume volume : SkippedVolume.in(results())) {
                pods.computeIfAbsent(volume.namespace() + "/" + volume.pod(), pod -> new ArrayList<>())
                        .add(volume);
            }
            if (!pods.isEmpty()) {
                text.blank().line("Volumes Not Backed Up:");
                pods.forEach((pod, volumes) -> {
                    text.line("\t" + pod + ":");
                    volumes.forEach(volume -> text.line("\t\t" + volume.volume() + ": " + volume.reason()));
                });
            }
        });
    }

    private interface Section {
        void run() throws IOException;
    }

    private static void write(TabbedText text, Section section) {
        try {
            section.run();
        } catch (ApiException e) {
            // Servers before 1.10 have no such file for backups and reject the request.
            if (e.code() != UNKNOWN_KIND) {
                failed(e, text);
            }
        } catch (GoletaException | IOException e) {
            failed(e, text);
        }
    }

    private Map<String, Object> results() throws IOException {
        Map<String, Object> known = results;
        if (known == null) {
            known = fetch();
            results = known;
        }
        return known;
    }

    private Map<String, Object> fetch() throws IOException {
        Optional<InputStream> content = context.downloads().open(kind, run.name());
        if (content.isEmpty()) {
            return Map.of();
        }
        try (InputStream json = content.get()) {
            return Json.readMap(json);
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
