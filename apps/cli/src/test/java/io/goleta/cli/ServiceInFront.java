package io.goleta.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API server that has a Service velero: what concerns the Service it answers itself, all else it passes on. */
final class ServiceInFront implements AutoCloseable {
    private static final String SERVICE = "/api/v1/namespaces/velero/services/http:velero:8085/proxy/";

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String behind;

    /** Puts itself in front of the API server that a kubeconfig names, and itself into the kubeconfig. */
    ServiceInFront(Path kubeconfig, HttpHandler service) throws IOException {
        String text = Files.readString(kubeconfig);
        Matcher address = Pattern.compile("http://[^\\s\"']+").matcher(text);
        if (!address.find()) {
            throw new IllegalArgumentException(text);
        }
        behind = address.group();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::passOn);
        server.createContext(SERVICE, service);
        server.start();
        Files.writeString(
                kubeconfig,
                text.replace(behind, "http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** What the Service was asked for. */
    static String file(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().substring(SERVICE.length() - 1);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            for (String header : new String[] {"Content-Type", "Accept", "Authorization"}) {
                String value = exchange.getRequestHeaders().getFirst(header);
                if (value != null) {
                    request.header(header, value);
                }
            }
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
