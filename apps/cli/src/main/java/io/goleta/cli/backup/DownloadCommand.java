package io.goleta.cli.backup;

import io.goleta.cli.download.FileDownloader;
import io.goleta.cli.download.TlsOptions;
import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.session.Session;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup download NAME}. */
public final class DownloadCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The backup.")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write (NAME-data.tar.gz in the working directory).")
    @Nullable
    private String output;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (1m).")
    private String timeout = "1m";

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /** A command that reads from this session's cluster. */
    public DownloadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        FileDownloader downloads = new FileDownloader(session, tls, DurationFlag.parse("--timeout", timeout));
        Path file = session.environment()
                .workingDirectory()
                .resolve(output == null ? name + "-data.tar.gz" : output)
                .toAbsolutePath();
        if (!force && Files.exists(file)) {
            throw new GoletaException(Fault.USER, file + " exists already; --force overwrites it");
        }
        session.velero().require(VeleroKind.BACKUP, name);
        try (InputStream content = downloads
                .open(DownloadRequest.Kind.BackupContents, name)
                .orElseThrow(() -> new GoletaException(Fault.STORAGE, "file not found"))) {
            save(content, file);
        }
        session.out().println("Backup " + name + " has been successfully downloaded to " + file);
        return 0;
    }

    // Only the user may read it, because it contains Secrets; the final name is given to the complete file only.
    private static void save(InputStream content, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".velero-", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                content.transferTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
