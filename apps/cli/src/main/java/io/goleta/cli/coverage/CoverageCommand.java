package io.goleta.cli.coverage;

import io.goleta.cli.download.FileDownloader;
import io.goleta.cli.download.TlsOptions;
import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.Table;
import io.goleta.cli.session.Session;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.coverage.Coverage;
import io.goleta.core.coverage.VolumeCoverage;
import io.goleta.core.json.Json;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code velero coverage [-n NAMESPACE]}: for every persistent volume claim and every volume of a pod the backup that protects
 * it, or why none does. Here {@code --namespace} selects the namespace of the volumes, as in kubectl.
 */
public final class CoverageCommand implements Runnable {
    private static final List<String> HEADERS =
            List.of("NAMESPACE", "NAME", "VOLUME", "STATE", "BACKUP", "TIME", "REASON");
    private static final String NONE = "-";

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml.")
    private String format = "table";

    @Option(names = "--unprotected", description = "Only volumes that need attention.")
    private boolean unprotected;

    @Option(
            names = "--velero-namespace",
            paramLabel = "NAMESPACE",
            description = "The namespace Velero runs in (config file, $VELERO_NAMESPACE, or \"velero\").")
    @Nullable
    private String veleroNamespace;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for each file (30s).")
    private String timeout = "30s";

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    public CoverageCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        OutputFormat output = OutputFormat.parse(format);
        Optional<String> selected = session.takeNamespaceFlag(veleroNamespace);
        FileDownloader downloads = new FileDownloader(session, tls, DurationFlag.parse("--timeout", timeout));
        Coverage coverage =
                new Coverage(session.cluster(), session.namespace(), backup -> leftOut(downloads, backup.name()));
        List<VolumeCoverage> volumes = coverage.of(selected.orElse(null)).stream()
                .filter(volume -> !unprotected || volume.state().isTrouble())
                .toList();
        session.out().print(output.text(() -> table(volumes), content(volumes)));
    }

    private static List<SkippedVolume> leftOut(FileDownloader downloads, String backup) {
        try {
            Optional<InputStream> results = downloads.open(DownloadRequest.Kind.BackupResults, backup);
            if (results.isEmpty()) {
                return List.of();
            }
            try (InputStream json = results.get()) {
                return SkippedVolume.in(Json.readMap(json));
            }
        } catch (IOException e) {
            throw new GoletaException(Fault.STORAGE, e.toString(), e);
        }
    }

    private static Map<String, Object> content(List<VolumeCoverage> volumes) {
        return Map.of("volumes", volumes.stream().map(VolumeCoverage::content).toList());
    }

    private static String table(List<VolumeCoverage> volumes) {
        return volumes.isEmpty()
                ? ""
                : new Table(HEADERS, volumes.stream().map(CoverageCommand::row).toList()).text();
    }

    private static List<String> row(VolumeCoverage volume) {
        String kind = volume.kind().equals("Pod") ? "pod/" : "pvc/";
        return List.of(
                volume.namespace(),
                kind + volume.name(),
                orNone(volume.volume()),
                volume.state().word(),
                orNone(volume.backup()),
                orNone(volume.time()),
                volume.reason());
    }

    private static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
