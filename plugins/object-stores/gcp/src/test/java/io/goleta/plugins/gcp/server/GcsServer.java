package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/**
 * Speaks the protocol of Google Cloud Storage, as far as a store of objects needs it: the JSON API, signed URLs of the XML API,
 * tokens for the key of a service account, and {@code signBlob}. It is strict, so that a mistake of a client shows; what it does not
 * know, it refuses, also where Google might not. It was written from documentation and never compared with Google's own servers.
 * Bytes lie in a folder of their own that goes with it. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">The JSON API</a>
 */
public final class GcsServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Account account = new Account();
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final Tokens tokens = new Tokens(account, clock);
    private final Access access = new Access(account, tokens);
    private final Buckets buckets = new Buckets(clock);
    private final Folder folder = new Folder();
    private final Routes routes;

    private GcsServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        this.routes = new Routes(buckets, access, tokens, new SignedRequests(account, clock), folder);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Starts it, on a port that is free. */
    public static GcsServer start() {
        try {
            return new GcsServer(HttpServer.create(address(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, on a port that is free, with the key and the certificate of {@code localhost} that are given. */
    public static GcsServer startTls(SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new GcsServer(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it listens; what takes the place of {@code https://storage.googleapis.com}. */
    public URI url() {
        String host = scheme.equals("http") ? "127.0.0.1" : "localhost";
        return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
    }

    /** The key of the service account that owns all buckets, as a file in JSON. Its tokens come from here. */
    public String credentials() {
        return credentials(url());
    }

    /** The same, for a client that reaches this server at another address. */
    public String credentials(URI reachedAt) {
        return account.credentials(reachedAt);
    }

    /** The service account. */
    public String email() {
        return Account.EMAIL;
    }

    /** A token with which all may be done for an hour. */
    public String token() {
        return tokens.issue(Set.of(Tokens.EVERYTHING));
    }

    /** Makes an empty bucket. */
    public void createBucket(String name) {
        buckets.create(name);
    }

    /** The names of all objects in a bucket, in order. */
    public List<String> names(String bucket) {
        return buckets.get(bucket).from(new ObjectName("")).stream()
                .map(StoredObject::name)
                .toList();
    }

    /** Changes one byte in the middle of an object, but none of its checksums. */
    public void corrupt(String bucket, String name) {
        buckets.get(bucket).replaceContent(new ObjectName(name), content -> content.corrupted(folder.file()));
    }

    /** Denies a permission to the service account, such as {@code storage.objects.list}. */
    public void deny(String permission) {
        access.deny(permission);
    }

    /** Gives a permission back that was denied. */
    public void allow(String permission) {
        access.allow(permission);
    }

    /** Ends all tokens that were given out. */
    public void expireTokens() {
        tokens.expire();
    }

    /** Disables the key, or enables it again: what it signs counts for nothing meanwhile. */
    public void enableKey(boolean enabled) {
        account.enableKey(enabled);
    }

    /** Deletes the service account for good. */
    public void deleteAccount() {
        account.delete();
    }

    /** Has the server's clock be ahead of that of its clients; behind it when negative. */
    public void setClockAhead(Duration difference) {
        ahead.set(difference);
    }

    @SuppressWarnings("try") // it ends the exchange
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(exchange);
            try {
                routes.serve(call, reachedAt(call));
            } catch (GcsError e) {
                Routes.errors(call).answer(call, e);
            } catch (RuntimeException e) {
                // A mistake of this server is to be seen in the test that finds it.
                call.answer(500, "text/plain", String.valueOf(e).getBytes(UTF_8));
            }
        } catch (GcsError e) {
            exchange.sendResponseHeaders(e.status(), -1);
        }
    }

    /** As the client sees it, which may be through a proxy. */
    private URI reachedAt(Call call) {
        return call.header("Host")
                .map(host -> URI.create(scheme + "://" + host))
                .orElse(url());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        folder.close();
    }
}
