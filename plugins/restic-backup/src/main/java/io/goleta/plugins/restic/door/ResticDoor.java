package io.goleta.plugins.restic.door;

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
 * keys as a native repository. It opens to those who know the address of an {@link Entrance}; all others get 403.
 *
 * <p>Thread-safe. Requests run on virtual threads; nothing is buffered as a whole.
 */
public final class ResticDoor implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int TOKEN_BYTES = 16;
    private static final int FORBIDDEN = 403;

    private final HttpServer server;
    private final ExecutorService executor;
    private final Map<String, Entrance> entrances = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private ResticDoor(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts to listen on a free port.
     *
     * @throws GoletaException INTERNAL when there is none
     */
    public static ResticDoor open() {
        // Without it every small answer waits 40 ms for the other side's acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
            ResticDoor door = new ResticDoor(server, Executors.newVirtualThreadPerTaskExecutor());
            server.setExecutor(door.executor);
            server.createContext("/", door::knock);
            server.start();
            return door;
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL, "could not listen on the loopback address for restic: " + e.getMessage(), e);
        }
    }

    /**
     * A way in for one run of restic.
     *
     * @param path key prefix of the repository, without a slash at its end
     * @param onHopeless told when the store fails in a way that a retry does not mend; called by another thread
     */
    public Entrance enter(ObjectStore store, String path, Consumer<GoletaException> onHopeless) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        String address = "rest:http://" + LOOPBACK.getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + token + "/";
        Entrance entrance = new Entrance(store, path, address, onHopeless, () -> entrances.remove(token));
        entrances.put(token, entrance);
        return entrance;
    }

    /** Stops listening. Entrances still open are closed. */
    @Override
    public void close() {
        // The JDK's server swallows the interrupt of the thread that stops it.
        boolean interrupted = Thread.interrupted();
        server.stop(0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
        entrances.values().forEach(Entrance::close);
    }

    private void knock(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        int slash = path.indexOf('/');
        Entrance entrance = slash < 0 ? null : entrances.get(path.substring(0, slash));
        if (entrance == null || !entrance.admit(new Visit(exchange, entrance, path.substring(slash + 1)))) {
            exchange.sendResponseHeaders(FORBIDDEN, -1);
            exchange.close();
        }
    }
}
