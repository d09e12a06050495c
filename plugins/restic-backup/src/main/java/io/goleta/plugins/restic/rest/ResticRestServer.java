package io.goleta.plugins.restic.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A server on the loopback address that speaks restic's REST protocol and keeps the files in object stores, under the same
 * keys as a native repository. Only requests with the secret token of an open {@link RestSession} are served; all others get
 * 403.
 *
 * <p>Thread-safe. Requests run on virtual threads; nothing is buffered as a whole.
 */
public final class ResticRestServer implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int TOKEN_BYTES = 16;
    private static final int FORBIDDEN = 403;

    private final HttpServer server;
    private final ExecutorService executor;
    private final Map<String, RestSession> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private ResticRestServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts to listen on a free port. Small answers are fast only in a process that was started with the system property
     * {@code sun.net.httpserver.nodelay=true}, as Goleta's are; without it each waits 40 ms for an acknowledgement.
     *
     * @throws GoletaException INTERNAL when there is none
     */
    public static ResticRestServer open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
            ResticRestServer restServer = new ResticRestServer(server, Executors.newVirtualThreadPerTaskExecutor());
            server.setExecutor(restServer.executor);
            server.createContext("/", restServer::handle);
            server.start();
            return restServer;
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL, "could not listen on the loopback address for restic: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session for one run of restic.
     *
     * @param path key prefix of the repository, without a slash at its end
     * @param onPermanentFailure called, on a different thread, when the store fails in a way that a retry does not mend
     */
    public RestSession openSession(ObjectStore store, String path, Consumer<GoletaException> onPermanentFailure) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        String address = "rest:http://" + LOOPBACK.getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + token + "/";
        RestSession session = new RestSession(store, path, address, onPermanentFailure, () -> sessions.remove(token));
        sessions.put(token, session);
        return session;
    }

    /** Stops listening. Open sessions are closed. */
    @Override
    public void close() {
        // The JDK's server swallows the interrupt of the thread that stops it.
        boolean interrupted = Thread.interrupted();
        server.stop(0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
        sessions.values().forEach(RestSession::close);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        int slash = path.indexOf('/');
        RestSession session = slash < 0 ? null : sessions.get(path.substring(0, slash));
        if (session == null || !session.accept(new RestRequest(exchange, session, path.substring(slash + 1)))) {
            exchange.sendResponseHeaders(FORBIDDEN, -1);
            exchange.close();
        }
    }
}
