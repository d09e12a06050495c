package io.goleta.plugins.restic.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResticRestServerTest {
    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = sha256(CONTENT);

    private final ObjectStore store = new InMemoryObjectStore();
    private final AtomicReference<GoletaException> hopeless = new AtomicReference<>();
    private final ResticRestServer server = ResticRestServer.open();
    private final HttpClient client = HttpClient.newHttpClient();
    private RestSession session = server.openSession(store, "restic/shop", hopeless::set);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void keepsFilesUnderTheKeysOfANativeRepository() throws Exception {
        assertThat(post("config", CONTENT)).isEqualTo(200);
        assertThat(post("keys/" + NAME, CONTENT)).isEqualTo(200);
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(200);

        try (Stream<ObjectInfo> all = store.list("")) {
            assertThat(all.map(ObjectInfo::key))
                    .containsExactly(
                            "restic/shop/config",
                            "restic/shop/data/" + NAME.substring(0, 2) + "/" + NAME,
                            "restic/shop/keys/" + NAME);
        }
        assertThat(send("POST", "?create=true", BodyPublishers.noBody()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersWholeFilesPartsAndSizes() throws Exception {
        post("index/" + NAME, CONTENT);
        assertThat(get("index/" + NAME).body()).isEqualTo("0123456789");
        assertThat(part("index/" + NAME, "bytes=2-4").statusCode()).isEqualTo(206);
        assertThat(part("index/" + NAME, "bytes=2-4").body()).isEqualTo("234");
        assertThat(part("index/" + NAME, "bytes=7-").body()).isEqualTo("789");
        assertThat(part("index/" + NAME, "bytes=7-99").headers().firstValue("Content-Range"))
                .contains("bytes 7-9/*");
        assertThat(part("index/" + NAME, "bytes=10-11").statusCode()).isEqualTo(416);
        HttpResponse<String> head = send("HEAD", "index/" + NAME, BodyPublishers.noBody());
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(CONTENT.length);
    }

    @Test
    void streamsLargeFilesWithTheirLength() throws Exception {
        byte[] large = new byte[1_000_001];
        new Random(3).nextBytes(large);
        post("data/" + sha256(large), large);
        HttpRequest request = request("data/" + sha256(large)).build();
        HttpResponse<byte[]> whole = client.send(request, BodyHandlers.ofByteArray());
        assertThat(whole.body()).isEqualTo(large);
        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(large.length);
        assertThat(session.stats().bytesRead()).isEqualTo(large.length);
        assertThat(session.stats().bytesStored()).isEqualTo(large.length);
    }

    @Test
    void listsNamesInBothForms() throws Exception {
        assertThat(get("data/").body()).isEqualTo("[]");
        post("data/" + NAME, CONTENT);
        store.put("restic/shop/data/readme.txt", new ByteArrayInputStream(CONTENT), CONTENT.length);

        assertThat(get("data/").body()).isEqualTo("[\"" + NAME + "\"]");
        HttpResponse<String> sizes =
                client.send(request("data/").header("Accept", V2).build(), BodyHandlers.ofString());
        assertThat(sizes.body()).isEqualTo("[{\"name\":\"" + NAME + "\",\"size\":10}]");
        assertThat(sizes.headers().firstValue("Content-Type")).contains(V2);
    }

    @Test
    void saysNotFoundForWhatIsNotThere() throws Exception {
        assertThat(get("config").statusCode()).isEqualTo(404);
        assertThat(part("data/" + NAME, "bytes=0-1").statusCode()).isEqualTo(404);
        assertThat(send("HEAD", "config", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "locks/" + NAME, BodyPublishers.noBody()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        URI url = URI.create(session.address().substring("rest:".length()));
        for (String path : new String[] {"/", "/config", "/" + "0".repeat(32) + "/config"}) {
            HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void isShutAfterTheRun() throws Exception {
        session.close();
        assertThat(get("config").statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoNamesButHashes() throws Exception {
        store.put("restic/secret", new ByteArrayInputStream(CONTENT), CONTENT.length);
        for (String path : new String[] {
            "data/../../secret",
            "keys/%2e%2e%2f%2e%2e%2fsecret",
            "other/" + NAME,
            "data/abc",
            "keys/" + NAME + "/x",
            "x"
        }) {
            assertThat(get(path).statusCode()).as(path).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void refusesContentThatIsNotWhatItsNameSays() throws Exception {
        assertThat(post("data/" + NAME, "something else".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(500);
        assertThat(get("data/" + NAME).statusCode()).isEqualTo(404);
        assertThat(hopeless.get()).as("a retry may help").isNull();
    }

    @Test
    void leavesItToAStoreThatComparesToNoticeDamage() throws Exception {
        List<String> sums = new ArrayList<>();
        ChecksummedPut verified = (key, content, length, sha256) -> {
            sums.add(sha256);
            store.put(key, content, length);
            if (sums.size() == 1) {
                throw GoletaException.retryable(Fault.STORAGE, "damaged", null);
            }
        };
        session = server.openSession(
                (ObjectStore) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ObjectStore.class, ChecksummedPut.class},
                        (proxy, method, arguments) -> invoke(
                                method.getDeclaringClass() == ChecksummedPut.class ? verified : store,
                                method,
                                arguments)),
                "restic/shop",
                hopeless::set);

        assertThat(post("config", CONTENT)).isEqualTo(200);
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(500);
        assertThat(hopeless.get()).as("a retry may help").isNull();
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(200);

        assertThat(sums).containsExactly(NAME, NAME);
        assertThat(session.stats().bytesStored()).isEqualTo(2L * CONTENT.length);
    }

    @Test
    void neverReplacesAConfiguration() throws Exception {
        post("config", CONTENT);
        assertThat(post("config", CONTENT)).isEqualTo(403);
        assertThat(send("DELETE", "config", BodyPublishers.noBody()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesAFileAgainAsAResticThatRetriesSendsIt() throws Exception {
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(200);
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(200);
    }

    @Test
    void keepsTheStoresReasonUntilARetrySucceeds() throws Exception {
        AtomicReference<GoletaException> failure =
                new AtomicReference<>(GoletaException.retryable(Fault.STORAGE, "slow down", null));
        session = server.openSession(failing("put", failure), "restic/shop", hopeless::set);
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(500);
        assertThat(session.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("slow down"));
        assertThat(hopeless.get()).as("a retry may help").isNull();
        failure.set(null);
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(200);
        await().until(() -> session.failure().isEmpty());
        failure.set(new GoletaException(Fault.USER, "access denied"));
        assertThat(post("data/" + NAME, CONTENT)).isEqualTo(500);
        assertThat(hopeless.get()).hasMessage("access denied");
    }

    @Test
    void breaksTheConnectionRatherThanPassHalfAFileForAWholeOne() {
        byte[] large = new byte[1_000_000];
        store.put(
                "restic/shop/data/" + NAME.substring(0, 2) + "/" + NAME, new ByteArrayInputStream(large), large.length);
        session = server.openSession(cuttingOff(500_000), "restic/shop", hopeless::set);
        assertThatThrownBy(() -> get("data/" + NAME)).isInstanceOf(IOException.class);
        assertThat(session.stats().errors()).isEqualTo(1);
    }

    @Test
    void breaksTheConnectionWhenTheStoreTurnsItsContentDownAtTheEnd() {
        byte[] large = new byte[1_000_000];
        store.put(
                "restic/shop/data/" + NAME.substring(0, 2) + "/" + NAME, new ByteArrayInputStream(large), large.length);
        session = server.openSession(cuttingOff(large.length), "restic/shop", hopeless::set);
        assertThatThrownBy(() -> get("data/" + NAME)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> part("data/" + NAME, "bytes=0-999999")).isInstanceOf(IOException.class);
        assertThat(session.stats().errors()).isEqualTo(2);
    }

    @Test
    void breaksTheConnectionWhenTheStoreGivesMoreThanItSaid() {
        byte[] large = new byte[1_000_000];
        store.put(
                "restic/shop/data/" + NAME.substring(0, 2) + "/" + NAME, new ByteArrayInputStream(large), large.length);
        session = server.openSession(cuttingOff(large.length + 200_000), "restic/shop", hopeless::set);
        assertThatThrownBy(() -> get("data/" + NAME)).isInstanceOf(IOException.class);
        assertThat(session.failure())
                .hasValueSatisfying(
                        e -> assertThat(e).hasMessage("the object store said 1000000 bytes, but gave more"));
    }

    @Test
    void breaksTheConnectionRatherThanPassHalfAListForAWholeOne() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            String name = sha256(new byte[] {(byte) i, (byte) (i >> 8)});
            store.put("restic/shop/locks/" + name, new ByteArrayInputStream(CONTENT), CONTENT.length);
        }
        session = server.openSession(losingTheListAfter(2_900), "restic/shop", hopeless::set);
        assertThatThrownBy(() -> get("locks/")).isInstanceOf(IOException.class);
    }

    @Test
    void removesTheLocksThatItsRunLeft() throws Exception {
        String other = sha256(new byte[] {1});
        store.put("restic/shop/locks/" + other, new ByteArrayInputStream(CONTENT), CONTENT.length);
        post("locks/" + NAME, CONTENT);
        assertThat(session.holdsLock(NAME)).isTrue();
        assertThat(session.holdsLock(other)).isFalse();
        session.close();
        assertThat(store.head("restic/shop/locks/" + NAME)).isEmpty();
        assertThat(store.head("restic/shop/locks/" + other)).isPresent();
    }

    private int post(String path, byte[] content) throws Exception {
        return send("POST", path, BodyPublishers.ofByteArray(content)).statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> part(String path, String range) throws Exception {
        return client.send(request(path).header("Range", range).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        return client.send(request(path).method(method, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(session.address().substring("rest:".length()) + path));
    }

    private ObjectStore failing(String call, AtomicReference<GoletaException> failure) {
        return with((method, result) -> {
            if (method.equals(call) && failure.get() != null) {
                throw failure.get();
            }
            return result;
        });
    }

    private ObjectStore cuttingOff(int length) {
        return with((method, result) -> method.equals("get") && result != null
                ? ((Optional<?>) result)
                        .map(in -> new SequenceInputStream(
                                new ByteArrayInputStream(new byte[length]), new FailingStream()))
                : result);
    }

    private ObjectStore losingTheListAfter(int count) {
        return with((method, result) -> method.equals("list") && result != null
                ? Stream.concat(((Stream<?>) result).limit(count), Stream.of(1).map(one -> {
                    throw GoletaException.retryable(Fault.STORAGE, "lost the list", null);
                }))
                : result);
    }

    private interface Change {
        @Nullable
        Object apply(String method, @Nullable Object result);
    }

    private ObjectStore with(Change change) {
        return (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    Object result = invoke(store, method, arguments);
                    return change.apply(method.getName(), result);
                });
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class FailingStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
