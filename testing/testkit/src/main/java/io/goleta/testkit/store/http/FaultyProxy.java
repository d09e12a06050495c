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
 * A proxy between a client and a real HTTP server, on real sockets, that breaks requests and answers on demand. Each connection
 * carries one request. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    /** For {@link #breakNext}: every request from now on. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final HttpFault NONE = HttpFault.announce(0);
    // Small, so that the sender soon notices when its data is not read.
    private static final int RECEIVE_BUFFER = 1 << 16;

    private final URI target;
    private final ServerSocket listener;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Rule> rules = new ArrayList<>();
    private int broken;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private FaultyProxy(URI target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** A proxy in front of a server. It passes everything until {@link #breakNext} is called. */
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
     * Breaks requests, after those of earlier calls.
     *
     * @param count how many requests to break
     * @param methods of the requests to break; all when empty
     */
    public synchronized void breakNext(int count, HttpFault fault, String... methods) {
        rules.add(new Rule(Set.of(methods), fault, new AtomicInteger(count)));
    }

    /** Passes everything again, and resets {@link #broken()}. */
    public synchronized void heal() {
        rules.clear();
        broken = 0;
    }

    /** How many requests were broken since the last {@link #heal()}. */
    public synchronized int broken() {
        return broken;
    }

    /** Waits until so many requests were broken. */
    public synchronized void awaitBroken(int count) throws InterruptedException {
        while (broken < count) {
            wait();
        }
    }

    private record Rule(Set<String> methods, HttpFault fault, AtomicInteger left) {
        boolean matches(HttpHead request) {
            return left.get() > 0 && (methods.isEmpty() || methods.contains(request.method()));
        }
    }

    private synchronized HttpFault next(HttpHead request) {
        Optional<Rule> rule =
                rules.stream().filter(each -> each.matches(request)).findFirst();
        rule.ifPresent(each -> {
            each.left().decrementAndGet();
            broken++;
            notifyAll();
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
            next(request).applyTo(new Passage(client, in, request, new Server(target), end));
        } catch (IOException e) {
            // The connection broke, on purpose or because the other side closed it.
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
