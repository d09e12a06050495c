package io.goleta.testkit.store;

import static io.goleta.testkit.store.StoreUnderTest.inParallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ObjectInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of the contract about listing and deleting. */
interface ListingContract extends StoreAccess {
    @Test
    default void listsByTheBeginningOfKeys() {
        List.of("a/1", "a/2", "ab", "a-b/1", "b/1", "b").stream()
                .filter(key -> objectAndFolderMayShareAName() || !key.equals("b"))
                .forEach(key -> put(key, ""));

        assertThat(keys("a/")).containsExactly("a/1", "a/2");
        assertThat(keys("a")).containsExactly("a-b/1", "a/1", "a/2", "ab");
        assertThat(keys("a/2")).containsExactly("a/2");
        assertThat(keys("b/")).containsExactly("b/1");
        assertThat(keys("a/2/")).isEmpty();
        assertThat(keys("c")).isEmpty();
        assertThat(keys("c/d/e")).isEmpty();
    }

    @Test
    default void listsNothingInAnEmptyBucket() {
        assertThat(keys("")).isEmpty();
        assertThat(folders("")).isEmpty();
        assertThat(folders("none/")).isEmpty();
    }

    @Test
    default void listsInTheOrderOfBytes() {
        // In UTF-16, which Java compares, the last two would change places.
        List<String> sorted =
                List.of("A", "B/z", "a b", "a!", "a-/x", "a.x", "a/x", "a0", "aä", "z", "é", "\uFF5E", "\uD83D\uDE00");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.forEach(key -> put(key, ""));

        assertThat(keys("")).isEqualTo(sorted);
    }

    @Test
    default void listsOverManyPages() {
        int count = manyObjects();
        List<String> expected = IntStream.range(0, count)
                .mapToObj(i -> "many/%02d/object-%05d".formatted(i % 7, i))
                .sorted()
                .toList();
        inParallel(expected.stream().<Runnable>map(key -> () -> put(key, "")).toList());

        assertThat(keys("many/")).isEqualTo(expected);
        assertThat(keys("many/03"))
                .isEqualTo(expected.stream()
                        .filter(key -> key.startsWith("many/03"))
                        .toList());
        assertThat(folders("many/")).hasSize(7);
    }

    @Test
    default void listsFoldersOverManyPages() {
        int count = Math.min(manyObjects(), 1_100);
        List<String> expected =
                IntStream.range(0, count).mapToObj("backups/b%05d/"::formatted).toList();
        inParallel(expected.stream()
                .flatMap(folder -> Stream.<Runnable>of(() -> put(folder + "1", ""), () -> put(folder + "2", "")))
                .toList());

        assertThat(folders("backups/")).isEqualTo(expected);
    }

    @Test
    default void stopsListingWhenAsked() {
        inParallel(IntStream.range(0, 50)
                .<Runnable>mapToObj(i -> () -> put("k" + i, ""))
                .toList());

        try (Stream<ObjectInfo> objects = store().list("")) {
            assertThat(objects.limit(3)).hasSize(3);
        }
        try (Stream<ObjectInfo> objects = store().list("")) {
            Iterator<ObjectInfo> iterator = objects.iterator();
            assertThat(iterator.next().key()).isEqualTo("k0");
        }
    }

    @Test
    default void tellsWhatLiesDirectlyInAFolder() {
        List.of("top", "backups/a/1", "backups/a/2/3", "backups/a-b/1", "backups/loose", "restores/r/1")
                .forEach(key -> put(key, ""));

        assertThat(folders("")).containsExactly("backups/", "restores/");
        assertThat(folders("backups/")).containsExactly("backups/a-b/", "backups/a/");
        assertThat(folders("backups/a/")).containsExactly("backups/a/2/");
        assertThat(folders("backups/a/2/")).isEmpty();
        assertThat(folders("nothing/")).isEmpty();
    }

    @Test
    default void refusesToTellTheFoldersOfHalfAName() {
        assertThatThrownBy(() -> store().folders("backups")).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void deletesAnObjectAndOnlyThat() {
        List.of("a/1", "a/10", "a/2", "b").forEach(key -> put(key, "x"));

        store().delete("a/1");

        assertThat(store().get("a/1")).isEmpty();
        assertThat(keys("")).containsExactly("a/10", "a/2", "b");
    }

    @Test
    default void deletesWhatIsNotThere() {
        put("a/b", "x");

        store().delete("nothing");
        store().delete("a");
        store().delete("a/c/d");
        store().delete("a/b/c");

        assertThat(keys("")).containsExactly("a/b");
    }

    @Test
    default void leavesNoFolderBehind() {
        put("backups/daily/1", "x");
        put("backups/daily/deep/2", "x");

        store().delete("backups/daily/deep/2");
        store().delete("backups/daily/1");

        assertThat(folders("")).isEmpty();
        put("backups", "now an object");
        assertThat(text("backups")).contains("now an object");
    }

    @Test
    default void deletesMany() {
        int count = Math.min(manyObjects(), 1_100);
        List<String> keys = IntStream.range(0, count).mapToObj(i -> "k/" + i).toList();
        inParallel(keys.stream().<Runnable>map(key -> () -> put(key, "")).toList());
        put("other", "");

        if (store() instanceof BulkDelete bulk) {
            bulk.delete(Stream.concat(keys.stream(), Stream.of("not-there")).toList());
            bulk.delete(List.of());
        } else {
            inParallel(keys.stream()
                    .<Runnable>map(key -> () -> store().delete(key))
                    .toList());
        }

        assertThat(keys("")).containsExactly("other");
    }
}
