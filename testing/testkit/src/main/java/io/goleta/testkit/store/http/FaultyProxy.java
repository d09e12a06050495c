package io.goleta.testkit.store.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a real HTTP server, on real sockets, and breaks what passes as it is told to. Each connection
 * carries one request. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    /** For {@link #breakNext}: every request from now on. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final HttpFault NONE = HttpFault.announce(0);
    // So that what nobody reads is soon noticed by the sender.
    private static final int RECEIVE_BUFFER = 1 << 16;

    private final URI target;
    private final ServerSocket listener;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Rule> rules = new ArrayList<>();
    private final AtomicInteger met = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private FaultyProxy(URI target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** A proxy in front of a server, which passes everything until it is told otherwise. */
    public static FaultyProxy before(URI server) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReceiveBufferSize(RECEIVE_BUFFER);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FaultyProxy proxy = new FaultyProxy(server, listener);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's URL with the proxy's address in it. */
    public URI url() {
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /**
     * Breaks requests, after what it was told to break before.
     *
     * @param methods of the requests that are meant; all when empty
     * @param count how many of them
     */
    public synchronized void breakNext(int count, HttpFault fault, String... methods) {
        rules.add(new Rule(Set.of(methods), fault, new AtomicInteger(count)));
    }

    /** Passes everything again, and forgets how much was broken. */
    public synchronized void heal() {
        rules.clear();
        met.set(0);
    }

    /** How many requests met a fault since the last healing. */
    public int broken() {
        return met.get();
    }

    private record Rule(Set<String> methods, HttpFault fault, AtomicInteger left) {
        boolean means(HttpHead request) {
            return left.get() > 0 && (methods.isEmpty() || methods.contains(request.method()));
        }
    }

    private synchronized HttpFault next(HttpHead request) {
        Optional<Rule> rule = rules.stream().filter(each -> each.means(request)).findFirst();
        rule.ifPresent(each -> {
            each.left().decrementAndGet();
            met.incrementAndGet();
        });
        return rule.map(Rule::fault).orElse(NONE);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            HttpHead request = HttpHead.read(in);
            next(request).befall(new Passage(client, in, request, new Server(target), end));
        } catch (IOException e) {
            // The connection broke, on purpose or because the other side had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    /** Where requests go. */
    record Server(URI url) {
        Socket connect() throws IOException {
            return new Socket(url.getHost(), url.getPort());
        }
    }

    /** Breaks every connection and stops listening. */
    @Override
    public void close() {
        end.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
