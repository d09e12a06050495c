package io.goleta.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an {@link ObjectStore} that is reached by HTTP has to do when the network or the server fails, as tests: temporary failures are
 * retried, others are reported, uploads are atomic, and a truncated download is noticed. A {@link FaultyProxy} stands between the
 * store and its real server.
 */
public abstract class HttpObjectStoreContract extends StoreUnderTest {
    private static final int SMALL = 1 << 20;
    private static final long AFTER = 100_000;
    private static final int UNREAD = 8 << 20; // more than lies in sockets
    private static final String[] UPLOADS = {"PUT", "POST", "PATCH"};

    private FaultyProxy proxy = FaultyProxy.before(URI.create("http://127.0.0.1:1"));

    /** Where the real server listens. */
    protected abstract URI server();

    /**
     * A store over an empty bucket, or over an empty prefix of one.
     *
     * @param url where it reaches the server
     */
    protected abstract ObjectStore createStore(URI url);

    /**
     * A store for the tests in which the server does not answer. Its attempts should time out after about a second.
     */
    protected abstract ObjectStore createStoreWithShortTimeouts(URI url);

    /** How long any call may take when the server does not answer. */
    protected Duration timeLimit() {
        return Duration.ofSeconds(20);
    }

    /** What the server writes into the body of an answer with this status. */
    protected String errorBody(int status) {
        return "";
    }

    /** A size that takes the store more than one request to store. */
    protected int large() {
        return 20 << 20;
    }

    @Override
    protected final ObjectStore createStore() {
        proxy.close();
        proxy = FaultyProxy.before(server());
        return createStore(proxy.url());
    }

    @AfterEach
    final void stopProxy() {
        proxy.close();
    }

    /** The proxy of the running test. */
    protected final FaultyProxy proxy() {
        return proxy;
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    protected void retriesTemporaryFailures(int status) throws IOException {
        HttpFault busy = HttpFault.answer(status, Map.of("Retry-After", "0"), errorBody(status));

        proxy.breakNext(2, busy, UPLOADS);
        store().put("a", new PatternStream(SMALL), SMALL);
        proxy.breakNext(1, busy, "GET");
        assertThat(whole("a")).isEqualTo(SMALL);
        proxy.breakNext(1, busy);
        assertThat(keys("")).containsExactly("a");
        proxy.breakNext(1, busy);
        assertThat(store().head("a")).isPresent();
        proxy.breakNext(1, busy);
        store().delete("a");

        assertThat(proxy.broken()).isEqualTo(6);
        assertThat(keys("")).isEmpty();
    }

    @Test
    protected void waitsAsLongAsTheServerAsks() {
        proxy.breakNext(1, HttpFault.answer(503, Map.of("Retry-After", "2"), errorBody(503)));
        long start = System.nanoTime();

        store().head("a");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    protected void reportsFailuresThatLast(int status) {
        proxy.breakNext(FaultyProxy.ALL, HttpFault.answer(status, Map.of("Retry-After", "0"), errorBody(status)));

        isRetryable(() -> store().put("a", new PatternStream(SMALL), SMALL));
        if (status == 500) { // for the others the pauses between attempts differ
            isRetryable(() -> store().get("a"));
            isRetryable(() -> keys(""));
        }
        proxy.heal();
        assertThat(keys("")).isEmpty();
    }

    static Stream<List<Object>> uploads() {
        return Stream.of(List.of(SMALL, true), List.of(SMALL, false), List.of(0, true), List.of(0, false));
    }

    @ParameterizedTest
    @MethodSource("uploads")
    protected void storesWholeOrNotAtAllWhenAnUploadBreaksOff(List<Object> upload) throws IOException {
        int size = size(upload);
        long announced = (boolean) upload.get(1) ? size : -1;

        proxy.breakNext(2, HttpFault.cutRequest(AFTER), UPLOADS);
        store().put("once", new PatternStream(size), announced);
        assertThat(whole("once")).isEqualTo(size);

        proxy.breakNext(FaultyProxy.ALL, HttpFault.cutRequest(AFTER), UPLOADS);
        isRetryable(() -> store().put("ever", new PatternStream(size), announced));
        proxy.heal();
        assertThat(keys("")).containsExactly("once");
    }

    private int size(List<Object> upload) {
        return (int) upload.getFirst() == 0 ? large() : (int) upload.getFirst();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, AFTER})
    protected void failsToReadWhatBreaksOff(long after) {
        store().put("a", new PatternStream(SMALL), SMALL);

        proxy.breakNext(FaultyProxy.ALL, HttpFault.cutResponse(after), "GET");

        assertThatThrownBy(() -> whole("a")).isInstanceOfAny(IOException.class, GoletaException.class);
        assertThatThrownBy(() -> part("a", 10, SMALL / 2)).isInstanceOfAny(IOException.class, GoletaException.class);
        assertThat(proxy.broken()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 10, -10, -AFTER})
    protected void noticesAWrongContentLength(long more) {
        store().put("a", new PatternStream(SMALL), SMALL);

        proxy.breakNext(FaultyProxy.ALL, HttpFault.announce(more), "GET");

        assertThatThrownBy(() -> whole("a")).isInstanceOfAny(IOException.class, GoletaException.class);
        assertThatThrownBy(() -> part("a", 10, SMALL / 2)).isInstanceOfAny(IOException.class, GoletaException.class);
    }

    @Test
    protected void readsFromASlowServer() throws IOException {
        store().put("a", new PatternStream(SMALL), SMALL);

        proxy.breakNext(FaultyProxy.ALL, HttpFault.slowResponse(Duration.ofMillis(5)), "GET");

        assertThat(whole("a")).isEqualTo(SMALL);
    }

    @Test
    protected void timesOutWhenADownloadStalls() {
        try (ObjectStore store = createStoreWithShortTimeouts(proxy.url())) {
            store.put("a", new PatternStream(SMALL), SMALL);

            proxy.breakNext(FaultyProxy.ALL, HttpFault.stallResponse(AFTER), "GET");

            inTime(() -> assertThatThrownBy(() -> whole(store, "a"))
                    .isInstanceOfAny(IOException.class, GoletaException.class));
        }
    }

    @Test
    protected void timesOutWhenTheServerDoesNotAnswer() {
        try (ObjectStore store = createStoreWithShortTimeouts(proxy.url())) {
            proxy.breakNext(FaultyProxy.ALL, HttpFault.silence());

            inTime(() -> isRetryable(() -> store.put("a", new PatternStream(SMALL), SMALL)));
            inTime(() -> isRetryable(() -> store.get("a")));
            proxy.heal();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    protected void timesOutWhenTheServerStopsReading() {
        try (ObjectStore store = createStoreWithShortTimeouts(proxy.url())) {
            proxy.breakNext(FaultyProxy.ALL, HttpFault.silence(), UPLOADS);

            inTime(() -> isRetryable(() -> store.put("a", new PatternStream(UNREAD), UNREAD)));
            proxy.heal();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    protected void canBeCancelledWhileTheServerDoesNotAnswer() {
        proxy.breakNext(FaultyProxy.ALL, HttpFault.silence());
        Throwable[] thrown = new Throwable[1];
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                store().put("a", new PatternStream(SMALL), SMALL);
            } catch (GoletaException e) {
                thrown[0] = e;
            }
        });
        inTime(() -> {
            proxy.awaitBroken(1);
            caller.interrupt();
            caller.join();
        });

        assertThat(thrown[0]).isInstanceOf(GoletaException.class);
    }

    private static void isRetryable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GoletaException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.STORAGE);
            assertThat(e.isRetryable()).isTrue();
            assertThat(e.getMessage()).doesNotContain("Exception").doesNotContain("\n");
        });
    }

    private void inTime(org.junit.jupiter.api.function.Executable work) {
        Assertions.assertTimeoutPreemptively(timeLimit(), work);
    }

    private long whole(String key) throws IOException {
        return whole(store(), key);
    }

    private static long whole(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.get(key).orElseThrow()) {
            return in.transferTo(new PatternCheck(0));
        }
    }

    private long part(String key, long offset, long length) throws IOException {
        try (InputStream in = store().get(key, offset, length).orElseThrow()) {
            return in.transferTo(new PatternCheck(offset));
        }
    }
}
