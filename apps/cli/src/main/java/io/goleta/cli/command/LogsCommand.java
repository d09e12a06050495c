package io.goleta.cli.command;

import io.goleta.cli.download.FileDownloader;
import io.goleta.cli.download.TlsOptions;
import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.session.Session;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup logs NAME}, {@code velero restore logs NAME}. */
public final class LogsCommand implements Callable<Integer> {
    private static final List<String> ENDED = List.of("Completed", "PartiallyFailed", "Failed");

    private final Session session;
    private final VeleroKind<?> kind;
    private final DownloadRequest.Kind log;

    @Parameters(paramLabel = "NAME", description = "The backup or restore.")
    private String name = "";

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (1m).")
    private String timeout = "1m";

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /** @param log the log file of the kind */
    public LogsCommand(Session session, VeleroKind<?> kind, DownloadRequest.Kind log) {
        this.session = session;
        this.kind = kind;
        this.log = log;
    }

    @Override
    public Integer call() throws IOException {
        FileDownloader downloads = new FileDownloader(session, tls, DurationFlag.parse("--timeout", timeout));
        KubernetesObject run = session.velero()
                .get(kind, name)
                .orElseThrow(() -> wrong(kind.title() + " \"" + name + "\" does not exist."));
        if (!ENDED.contains(run.string("status", "phase").orElse(""))) {
            throw wrong("Logs for " + kind.noun() + " \"" + name
                    + "\" are not available until it's finished processing." + " Please wait until the " + kind.noun()
                    + " has a phase of Completed or Failed and try again.");
        }
        try (InputStream content = downloads.open(log, name).orElseThrow(() -> wrong("file not found"))) {
            content.transferTo(session.out());
        }
        return 0;
    }

    private static GoletaException wrong(String message) {
        return new GoletaException(Fault.USER, message);
    }
}
