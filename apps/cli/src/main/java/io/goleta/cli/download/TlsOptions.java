package io.goleta.cli.download;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to verify the certificate of the object store. */
public final class TlsOptions {
    @Option(names = "--insecure-skip-tls-verify", description = "Do not verify the certificate of the object store.")
    boolean insecure;

    @Option(names = "--cacert", paramLabel = "FILE", description = "CA certificates (PEM) of the object store.")
    @Nullable
    String caCert;
}
