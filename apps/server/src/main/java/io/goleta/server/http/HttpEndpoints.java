package io.goleta.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /livez}, {@code /readyz}, and what else a process offers over HTTP. */
public final class HttpEndpoints implements AutoCloseable {
    private final HttpServer server;

    /**
     * Starts listening.
     *
     * @param address {@code host:port}, or {@code :port} for all interfaces
     * @param notReady what keeps the process from doing its work; empty when nothing does
     * @param more what else is offered, by path
     */
    public HttpEndpoints(String address, Supplier<List<String>> notReady, Map<String, HttpHandler> more) {
        try {
            server = HttpServer.create(socketAddress(address), 0);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.USER, "Tried to listen on " + address + " (--metrics-address): " + e.getMessage(), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/livez", exchange -> HttpResponses.text(exchange, 200, "ok"));
        server.createContext("/readyz", exchange -> answerReady(exchange, notReady.get()));
        more.forEach(server::createContext);
        server.start();
    }

    private static void answerReady(HttpExchange exchange, List<String> notReady) throws IOException {
        if (notReady.isEmpty()) {
            HttpResponses.text(exchange, 200, "ready");
        } else {
            HttpResponses.text(exchange, 503, "not ready: " + String.join(", ", notReady));
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
