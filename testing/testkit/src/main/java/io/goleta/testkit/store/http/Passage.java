package io.goleta.testkit.store.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** One request and its answer, with a connection of their own. */
final class Passage {
    private static final int CLIENT_TIMEOUT_MILLIS = 2_000;

    private final Socket client;
    private final InputStream fromClient;
    private final HttpHead request;
    private final FaultyProxy.Server server;
    private final CountDownLatch end;

    /**
     * @param end of everything
     */
    Passage(Socket client, InputStream fromClient, HttpHead request, FaultyProxy.Server server, CountDownLatch end) {
        this.client = client;
        this.fromClient = fromClient;
        this.request = request;
        this.server = server;
        this.end = end;
    }

    void answer(int status, Map<String, String> fields, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Fault\r\nConnection: close\r\n");
        fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        boolean bodiless = request.method().equals("HEAD");
        head.append("Content-Length: " + (bodiless ? 0 : body.length) + "\r\n\r\n");
        OutputStream out = client.getOutputStream();
        out.write(head.toString().getBytes(ISO_8859_1));
        out.write(bodiless ? new byte[0] : body);
        drain();
    }

    /** Passes on request and answer, each through a stream that may change it. */
    void relay(
            UnaryOperator<OutputStream> upload,
            UnaryOperator<OutputStream> download,
            UnaryOperator<HttpHead> responseHead)
            throws IOException, InterruptedException {
        try (Socket upstream = server.connect()) {
            upstream.getOutputStream().write(request.last().bytes());
            OutputStream body = upload.apply(upstream.getOutputStream());
            Thread sending = Thread.ofVirtual().start(() -> send(body, upstream));
            InputStream fromServer = upstream.getInputStream();
            HttpHead head = HttpHead.read(fromServer);
            while (head.isInterim()) {
                client.getOutputStream().write(head.bytes());
                head = HttpHead.read(fromServer);
            }
            client.getOutputStream().write(responseHead.apply(head).last().bytes());
            fromServer.transferTo(download.apply(client.getOutputStream()));
            client.shutdownOutput();
            sending.join(CLIENT_TIMEOUT_MILLIS);
        }
    }

    /** Resets the connection. */
    void cut() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        throw new IOException("cut");
    }

    /** Does nothing until the proxy is closed. */
    void hold() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("held until the end");
    }

    private void send(OutputStream body, Socket upstream) {
        try (upstream) {
            sendOrDiscard(body);
        } catch (IOException e) {
            // The client is gone, which ends its request.
        }
    }

    // When the server stops reading, the rest is read here, because the client reads the answer only afterwards.
    private void sendOrDiscard(OutputStream body) throws IOException {
        try {
            fromClient.transferTo(body);
        } catch (IOException e) {
            if (!client.isClosed()) {
                fromClient.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private void drain() throws IOException {
        client.setSoTimeout(CLIENT_TIMEOUT_MILLIS);
        client.shutdownOutput();
        fromClient.transferTo(OutputStream.nullOutputStream());
    }
}
