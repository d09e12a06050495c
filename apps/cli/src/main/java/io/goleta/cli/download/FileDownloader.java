package io.goleta.cli.download;

import io.goleta.cli.session.CallTimeout;
import io.goleta.cli.session.ServerWatch;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.DownloadToken;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.Poller;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests a file from the server with a DownloadRequest and downloads it through the API server or, if that is not possible, from
 * the URL in the status of the request.
 */
public final class FileDownloader {
    private static final String SERVICE = "velero";
    private static final int PORT = 8085;
    private static final int LONGEST_TEXT = 300;

    private final Session session;
    private final Poller poller;
    private final TlsTrust trust;
    private final Duration timeout;
    private @Nullable GoletaException unanswered;

    /** @param timeout for the answer of the server, and for reads from the object store */
    public FileDownloader(Session session, TlsOptions tls, Duration timeout) {
        this.session = session;
        this.poller = session.poller();
        this.trust = trust(session, tls);
        this.timeout = timeout;
    }

    /**
     * The file's content, uncompressed unless it is the archive of a backup. The caller closes it.
     *
     * @return empty when the object store has no such file
     * @throws GoletaException when the server does not answer in time, or the object store rejects the request
     */
    public Optional<InputStream> open(DownloadRequest.Kind kind, String name) throws IOException {
        if (unanswered != null) {
            throw unanswered;
        }
        DownloadToken token = DownloadToken.random();
        VeleroObjects velero = session.velero();
        String request = CallTimeout.DEFAULT.call(timeout, () -> ask(velero, kind, name, token));
        Optional<Cluster.ServiceResponse> answer = askService(request, token);
        Optional<InputStream> content = answer.isPresent()
                ? content(answer.get())
                : fetch(CallTimeout.DEFAULT.call(timeout, () -> address(velero, request)));
        if (content.isEmpty() || kind == DownloadRequest.Kind.BackupContents) {
            return content;
        }
        return Optional.of(new GZIPInputStream(content.get()));
    }

    private static String ask(VeleroObjects velero, DownloadRequest.Kind kind, String name, DownloadToken token) {
        String request = name + "-" + UUID.randomUUID();
        Map<String, Object> metadata =
                Map.of("name", request, "annotations", Map.of(DownloadToken.ANNOTATION, token.hash()));
        Map<String, Object> target = Map.of("kind", kind.name(), "name", name);
        velero.create(
                VeleroKind.DOWNLOAD_REQUEST,
                VeleroObjects.draft(
                        VeleroKind.DOWNLOAD_REQUEST, velero.namespace(), metadata, Map.of("target", target)));
        return request;
    }

    /** Empty when the Service does not exist or is forbidden, or when it is not Goleta's server. */
    private Optional<Cluster.ServiceResponse> askService(String request, DownloadToken token) throws IOException {
        // No retries: a person is waiting, and there is an alternative.
        Optional<Cluster.ServiceResponse> answer = session.cluster()
                .getFromService(
                        new Cluster.ServicePort(session.namespace(), SERVICE, PORT),
                        "/downloads/" + request,
                        Map.of(DownloadToken.HEADER, token.secret()),
                        timeout);
        if (answer.isPresent()
                && answer.get().header(DownloadToken.ANSWER_HEADER).isEmpty()) {
            answer.get().close();
            return Optional.empty();
        }
        return answer;
    }

    private static Optional<InputStream> content(Cluster.ServiceResponse answer) throws IOException {
        if (answer.code() == HttpURLConnection.HTTP_OK) {
            return Optional.of(answer.body());
        }
        try (InputStream body = answer.body()) {
            if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw new GoletaException(
                    Fault.STORAGE,
                    "the server could not provide the file: "
                            + new String(body.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8).strip());
        }
    }

    private URI address(VeleroObjects velero, String request) {
        ServerWatch server = new ServerWatch(session, "The file was not downloaded.");
        try {
            return poller.first(timeout, () -> {
                        Optional<String> url = velero.get(VeleroKind.DOWNLOAD_REQUEST, request)
                                .flatMap(found -> found.string("status", "downloadURL"))
                                .filter(text -> !text.isEmpty());
                        if (url.isEmpty()) {
                            server.waiting(request);
                        }
                        return url;
                    })
                    .map(URI::create)
                    .orElseThrow(() -> late(velero));
        } catch (GoletaException e) {
            velero.delete(VeleroKind.DOWNLOAD_REQUEST, request);
            unanswered = e;
            throw e;
        }
    }

    private GoletaException late(VeleroObjects velero) {
        return new GoletaException(
                Fault.CLUSTER,
                "timed out waiting for download URL: the server did not answer within " + GoDuration.format(timeout)
                        + ". Check that it runs in namespace \"" + velero.namespace() + "\".");
    }

    /** The failure of a download that the server did not answer in time, if there was one; later downloads fail at once. */
    public Optional<GoletaException> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    private Optional<InputStream> fetch(URI address) throws IOException {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new GoletaException(Fault.CLUSTER, "the download URL of the server is not HTTP: " + scheme + ":...");
        }
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        // Otherwise the runtime would request gzip and decompress the file itself.
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (connection instanceof HttpsURLConnection https) {
            trust.applyTo(https);
        }
        return answer(connection, address.getHost());
    }

    private static Optional<InputStream> answer(HttpURLConnection connection, String host) throws IOException {
        int code;
        try {
            code = connection.getResponseCode();
        } catch (SSLException e) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the certificate of " + host + " is not trusted: " + e.getMessage()
                            + ". Pass its CA with --cacert, or skip the verification with --insecure-skip-tls-verify.",
                    e);
        } catch (IOException e) {
            throw GoletaException.retryable(Fault.STORAGE, "cannot fetch the file from " + host + ": " + e, e);
        }
        if (code == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (code != HttpURLConnection.HTTP_OK) {
            throw new GoletaException(
                    Fault.STORAGE, "request failed: HTTP " + code + " from " + host + " " + body(connection));
        }
        return Optional.of(connection.getInputStream());
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream error = connection.getErrorStream()) {
            return error == null ? "" : new String(error.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8).strip();
        }
    }

    private static TlsTrust trust(Session session, TlsOptions tls) {
        if (tls.insecure) {
            return new TlsTrust.Insecure();
        }
        Optional<String> file =
                Optional.ofNullable(tls.caCert).or(() -> session.config().get("cacert"));
        Path directory = session.environment().workingDirectory();
        return file.filter(name -> !name.isEmpty())
                .<TlsTrust>map(name -> new TlsTrust.Bundle(directory.resolve(name)))
                .orElseGet(TlsTrust.Default::new);
    }
}
