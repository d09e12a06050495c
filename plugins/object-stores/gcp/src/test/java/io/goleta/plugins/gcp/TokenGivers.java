package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goleta.plugins.stores.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who give tokens, at one address and in Google's words: OAuth, STS, IAM and the metadata server. */
final class TokenGivers implements AutoCloseable {
    private final HttpServer server;
    private final String token;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String words = "";

    /**
     * @param token that everybody gets
     */
    TokenGivers(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on they answer so. */
    void answer(int status, String words) {
        this.status = status;
        this.words = words;
    }

    /** The paths that somebody asked for. */
    List<String> asked() {
        return asked;
    }

    /**
     * A client that finds Google's hosts here.
     *
     * @param iam where IAM signs
     */
    GcpHttp client(URI iam) {
        return new GcpHttp(
                new NetHttpTransport.Builder().setConnectionFactory(url -> open(url, iam)), Timeouts.DEFAULT);
    }

    private HttpURLConnection open(URL url, URI iam) throws IOException {
        boolean ofGoogle =
                url.getHost().endsWith("googleapis.com") || url.getHost().endsWith("google.internal");
        URI host = !ofGoogle
                ? URI.create(url.getProtocol() + "://" + url.getAuthority())
                : url.getPath().endsWith(":signBlob") ? iam : url();
        return (HttpURLConnection) URI.create(host + url.getFile()).toURL().openConnection();
    }

    private void serve(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        byte[] body = (words.isEmpty() ? given(path) : words).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String given(String path) {
        if (path.endsWith(":generateAccessToken")) {
            return "{\"accessToken\": \"" + token + "\", \"expireTime\": \"2099-01-01T00:00:00Z\"}";
        }
        return "{\"access_token\": \"" + token + "\", \"expires_in\": 3600, \"token_type\": \"Bearer\","
                + " \"issued_token_type\": \"urn:ietf:params:oauth:token-type:access_token\"}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
