package io.goleta.core.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.run.ExponentialBackoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;

/** Gives the next of its prepared answers to every request, and remembers the requests. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final KubernetesClient client;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        client = Kubeconfig.client(new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build());
    }

    Fabric8Cluster cluster() {
        ExponentialBackoff quick = new ExponentialBackoff(Duration.ofMillis(1), Duration.ofMillis(2), 4);
        return new Fabric8Cluster(new Transport(client, new AdaptiveLimit(), quick, Duration.ofSeconds(5)));
    }

    ScriptedServer answers(int code, String body, String... headers) {
        answers.add(exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return this;
    }

    /** Answers with the value of a header of the request. */
    ScriptedServer echoes(String header) {
        answers.add(exchange -> {
            byte[] value = String.valueOf(exchange.getRequestHeaders().getFirst(header))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, value.length);
            exchange.getResponseBody().write(value);
            exchange.close();
        });
        return this;
    }

    /** Lets the client wait. */
    ScriptedServer staysSilent() {
        answers.add(exchange -> {});
        return this;
    }

    ScriptedServer breaksTheConnection() {
        answers.add(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"kind\":".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        return this;
    }

    /** {@code GET /api/v1/pods?limit=500}, one per request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Answer answer = answers.poll();
        if (answer == null) {
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
            return;
        }
        answer.give(exchange);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
