package io.goleta.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /livez}, {@code /readyz} and {@code /downloads/<token>}. */
public final class HttpEndpoints implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final String DOWNLOADS = "/downloads/";

    private final HttpServer server;

    /**
     * Starts listening.
     *
     * @param address {@code host:port}, or {@code :port} for all interfaces
     * @param notReady what keeps the process from doing its work; empty when nothing does
     */
    public HttpEndpoints(String address, Supplier<List<String>> notReady, Downloads downloads) {
        try {
            server = HttpServer.create(socketAddress(address), 0);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.USER, "Tried to listen on " + address + " (--metrics-address): " + e.getMessage(), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/livez", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/readyz", exchange -> answerReady(exchange, notReady.get()));
        server.createContext(DOWNLOADS, exchange -> download(exchange, downloads));
        server.start();
    }

    private static void answerReady(HttpExchange exchange, List<String> notReady) throws IOException {
        if (notReady.isEmpty()) {
            answer(exchange, 200, "ready");
        } else {
            answer(exchange, 503, "not ready: " + String.join(", ", notReady));
        }
    }

    private static void download(HttpExchange exchange, Downloads downloads) throws IOException {
        String token = exchange.getRequestURI().getPath().substring(DOWNLOADS.length());
        try {
            Optional<InputStream> file = downloads.open(token);
            if (file.isEmpty()) {
                answer(exchange, 404, "no such file, or the request for it is too old");
                return;
            }
            send(exchange, file.get());
        } catch (GoletaException e) {
            LOGGER.warn("download failed: {}", e.getMessage());
            answer(exchange, 502, e.getMessage());
        }
    }

    private static void send(HttpExchange exchange, InputStream file) throws IOException {
        try (exchange;
                file) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                file.transferTo(out);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return colon <= 0 ? new InetSocketAddress(port) : new InetSocketAddress(address.substring(0, colon), port);
        } catch (IllegalArgumentException e) {
            throw new GoletaException(
                    Fault.USER, "\"" + address + "\" is not an address such as :8085 or 127.0.0.1:8085", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
