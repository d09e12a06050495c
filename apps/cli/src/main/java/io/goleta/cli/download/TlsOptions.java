package io.goleta.cli.download;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to trust the object store. */
public final class TlsOptions {
    @Option(names = "--insecure-skip-tls-verify", description = "Do not check the object store's certificate.")
    boolean insecure;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Certificates (PEM) that vouch for the object store.")
    @Nullable
    String caCert;
}
