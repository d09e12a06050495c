package io.goleta.testkit.store;

import static io.goleta.testkit.store.StoreUnderTest.inParallel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about content. */
interface ContentContract extends StoreAccess {
    @Test
    default void passesItsOwnCheck() {
        store().check();
    }

    @Test
    default void readsWhatWasWritten() {
        put("folder/object", "content");

        assertThat(text("folder/object")).contains("content");
    }

    @Test
    default void takesContentOfUnknownLength() {
        store().put("a", new ByteArrayInputStream("content".getBytes(UTF_8)), -1);

        assertThat(text("a")).contains("content");
    }

    @Test
    default void takesContentThatComesInSmallPieces() {
        List<InputStream> pieces = IntStream.range(0, 1000)
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(new byte[] {(byte) i}))
                .toList();

        store().put("pieces", new SequenceInputStream(Collections.enumeration(pieces)), 1000);

        assertThat(store().head("pieces").map(ObjectInfo::size)).contains(1000L);
    }

    @Test
    default void leavesTheContentOpen() {
        boolean[] closed = {false};
        InputStream content = new ByteArrayInputStream(new byte[3]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        store().put("a", content, 3);

        assertThat(closed[0]).isFalse();
    }

    @Test
    default void storesAnEmptyObject() {
        put("empty", "");

        assertThat(text("empty")).contains("");
        assertThat(store().head("empty").map(ObjectInfo::size)).contains(0L);
        assertThat(keys("")).containsExactly("empty");
    }

    @Test
    default void replacesAnObject() {
        put("a", "the first and longer content");
        put("a", "the second");

        assertThat(text("a")).contains("the second");
        assertThat(store().head("a").map(ObjectInfo::size)).contains(10L);
        assertThat(keys("")).containsExactly("a");
    }

    @Test
    default void findsNothingUnderAnUnknownKey() {
        put("folder/object", "content");

        for (String key : List.of("nothing", "folder", "folder/objec", "folder/object2", "folder/object/below")) {
            assertThat(store().get(key)).as(key).isEmpty();
            assertThat(store().get(key, 0, 1)).as(key).isEmpty();
            assertThat(store().head(key)).as(key).isEmpty();
        }
    }

    @Test
    default void tellsSizeAndTime() {
        Instant before = Instant.now().minus(Duration.ofMinutes(10));
        put("a/b", "12345");

        assertThat(store().head("a/b")).hasValueSatisfying(info -> {
            assertThat(info.key()).isEqualTo("a/b");
            assertThat(info.size()).isEqualTo(5);
            assertThat(info.lastModified()).isBetween(before, before.plus(Duration.ofMinutes(20)));
        });
        assertThat(list("")).singleElement().satisfies(info -> {
            assertThat(info.size()).isEqualTo(5);
            assertThat(info.lastModified()).isBetween(before, before.plus(Duration.ofMinutes(20)));
        });
    }

    static Stream<List<Object>> ranges() {
        return Stream.of(
                List.of(0L, 3L, "012"),
                List.of(4L, 3L, "456"),
                List.of(8L, 2L, "89"),
                List.of(8L, 100L, "89"),
                List.of(0L, 10L, "0123456789"),
                List.of(3L, Long.MAX_VALUE, "3456789"),
                List.of(4L, 0L, ""),
                List.of(10L, 1L, ""),
                List.of(11L, 1L, ""),
                List.of(1L << 40, 5L, ""));
    }

    @ParameterizedTest
    @MethodSource("io.goleta.testkit.store.ContentContract#ranges")
    default void readsARange(List<Object> range) {
        put("a", "0123456789");

        Optional<InputStream> part = store().get("a", (Long) range.get(0), (Long) range.get(1));

        assertThat(part.map(StoreUnderTest::read)).contains((String) range.get(2));
    }

    @Test
    default void readsARangeOfAnEmptyObject() {
        put("a", "");

        assertThat(store().get("a", 0, 5).map(StoreUnderTest::read)).contains("");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 6, 8, 1 << 20})
    default void refusesContentOfADifferentLength(long announced) {
        put("a", "before");

        assertThatThrownBy(() -> store().put("a", new ByteArrayInputStream("1234567".getBytes(UTF_8)), announced))
                .isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> store().put("b", new ByteArrayInputStream("1234567".getBytes(UTF_8)), announced))
                .isInstanceOf(GoletaException.class);

        assertThat(text("a")).contains("before");
        assertThat(keys("")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10 << 20})
    default void storesNothingWhenTheContentFails(long announced) {
        put("a", "before");
        InputStream failing = new SequenceInputStream(new PatternStream(7 << 20), new FailingContent());

        assertThatThrownBy(() -> store().put("a", failing, announced)).isInstanceOf(GoletaException.class);
        assertThatThrownBy(() -> store().put("b", new FailingContent(), announced))
                .isInstanceOf(GoletaException.class);

        assertThat(text("a")).contains("before");
        assertThat(keys("")).containsExactly("a");
    }

    static Stream<List<Integer>> checksummedContent() {
        return Stream.of(
                List.of(0, 0),
                List.of(10, 10),
                List.of(10, -1),
                List.of(10 << 20, 10 << 20),
                List.of(10 << 20, -1),
                List.of(33 << 20, 33 << 20));
    }

    /**
     * Twice, because a store may behave differently once it knows its server.
     *
     * @param content actual and announced size
     */
    @ParameterizedTest
    @MethodSource("io.goleta.testkit.store.ContentContract#checksummedContent")
    default void keepsContentWithTheExpectedChecksum(List<Integer> content) throws IOException {
        for (String key : List.of("a", "b")) {
            putWithChecksum(key, content.getFirst(), content.getLast(), sha256(content.getFirst()));

            try (InputStream in = store().get(key).orElseThrow()) {
                assertThat(in.transferTo(new PatternCheck(0)))
                        .isEqualTo(content.getFirst().longValue());
            }
        }
    }

    /**
     * Before and after content with the right checksum.
     *
     * @param content actual and announced size
     */
    @ParameterizedTest
    @MethodSource("io.goleta.testkit.store.ContentContract#checksummedContent")
    default void refusesContentWithADifferentChecksum(List<Integer> content) {
        put("a", "before");
        ThrowingCallable corrupted = () -> putWithChecksum("a", content.getFirst(), content.getLast(), sha256(1));

        assertThatThrownBy(corrupted).isInstanceOfSatisfying(GoletaException.class, ContentContract::isRetryable);
        putWithChecksum("good", 3, 3, sha256(3));
        putWithChecksum("good", 3, 3, sha256(3));
        assertThatThrownBy(corrupted).isInstanceOfSatisfying(GoletaException.class, ContentContract::isRetryable);

        assertThat(text("a")).contains("before");
        assertThat(keys("")).containsExactly("a", "good");
    }

    private static void isRetryable(GoletaException failure) {
        assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
        assertThat(failure.isRetryable()).isTrue();
    }

    private void putWithChecksum(String key, int size, int announced, String sha256) {
        if (store() instanceof ChecksummedPut verified) {
            verified.put(key, new PatternStream(size), announced, sha256);
        } else {
            store().put(key, ChecksummedPut.verified(new PatternStream(size), announced, sha256), announced);
        }
    }

    private static String sha256(int size) {
        try (DigestInputStream content =
                new DigestInputStream(new PatternStream(size), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void carriesALargeObjectWithLittleMemory() throws IOException {
        long size = largeObject();
        long before = allocatedByThisThread();

        store().put("large", new PatternStream(size), size);
        assertThat(store().head("large").map(ObjectInfo::size)).contains(size);
        try (InputStream in = store().get("large").orElseThrow()) {
            assertThat(in.transferTo(new PatternCheck(0))).isEqualTo(size);
        }
        try (InputStream in = store().get("large", size / 3, size / 2).orElseThrow()) {
            assertThat(in.transferTo(new PatternCheck(size / 3))).isEqualTo(size / 2);
        }

        if (streams()) {
            assertThat(allocatedByThisThread() - before)
                    .as("bytes of memory used")
                    .isLessThan(size / 3);
        }
    }

    @Test
    default void carriesALargeObjectOfUnknownLength() throws IOException {
        long size = largeObject() / 4 + 1;

        store().put("large", new PatternStream(size), -1);

        try (InputStream in = store().get("large").orElseThrow()) {
            assertThat(in.transferTo(new PatternCheck(0))).isEqualTo(size);
        }
    }

    @Test
    default void survivesReadersThatLeaveEarly() throws IOException {
        store().put("a", new PatternStream(1 << 20), 1 << 20);

        for (int i = 0; i < 200; i++) {
            try (InputStream in = store().get("a").orElseThrow()) {
                assertThat(in.read()).isEqualTo(PatternStream.at(0) & 0xff);
            }
            store().get("a", 5, 1000).orElseThrow().close();
        }

        assertThat(store().head("a").map(ObjectInfo::size)).contains(1L << 20);
    }

    @Test
    default void letsManyWriteAndReadAtOnce() {
        List<Runnable> work = IntStream.range(0, 64)
                .<Runnable>mapToObj(i -> () -> {
                    String key = "writers/" + i % 8 + "/" + i;
                    put(key, "content of " + i);
                    assertThat(text(key)).contains("content of " + i);
                    assertThat(keys("writers/")).contains(key);
                })
                .toList();

        inParallel(work);

        assertThat(keys("writers/")).hasSize(64);
    }

    @Test
    default void showsOneOfManyWritersWhole() {
        List<Runnable> work = IntStream.range(0, 32)
                .<Runnable>mapToObj(i -> () -> {
                    put("same", String.valueOf((char) ('a' + i % 26)).repeat(10_000 + i));
                    String seen = text("same").orElseThrow();
                    assertThat(seen.chars().distinct().count()).isEqualTo(1);
                    assertThat(seen.length()).isGreaterThanOrEqualTo(10_000);
                })
                .toList();

        inParallel(work);

        assertThat(keys("")).containsExactly("same");
    }

    @Test
    default void letsWritersAndDeletersShareAFolder() {
        List<Runnable> work = IntStream.range(0, 40)
                .<Runnable>mapToObj(i -> () -> {
                    for (int round = 0; round < 10; round++) {
                        put("shared/deep/folder/" + i, "x");
                        assertThat(text("shared/deep/folder/" + i)).contains("x");
                        store().delete("shared/deep/folder/" + i);
                    }
                })
                .toList();

        inParallel(work);

        assertThat(keys("")).isEmpty();
        assertThat(folders("")).isEmpty();
    }

    @Test
    default void failsAfterItWasClosed() {
        put("a", "x");
        ObjectStore closed = store();
        closed.close();

        assertThatThrownBy(() -> closed.get("a")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(closed::check).isInstanceOf(RuntimeException.class);
        closed.close();
    }

    private static long allocatedByThisThread() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
