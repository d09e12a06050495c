package io.goleta.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about keys. */
interface KeyContract extends StoreAccess {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blank/and two  blanks",
                " leading and trailing ",
                "plus+plus",
                "percent%20encoded/%2F/%",
                "question?mark&amp=1",
                "hash#tag",
                "back\\slash",
                "quote'\"quote",
                "semi;colon:colon,comma",
                "star*[brackets]{braces}|pipe<angle>",
                "tilde~/caret^/dollar$/at@/exclamation!",
                ".hidden/..double/...triple",
                "trailing./dot.",
                "umlaut-ä/日本語/emoji-\uD83D\uDE00",
                "a\u0308-decomposed",
                "tab\tand\u0001control",
                "UPPER/upper/Upper",
            })
    default void storesOddKeys(String key) {
        put(key, "odd");

        assertThat(text(key)).contains("odd");
        assertThat(store().head(key).map(ObjectInfo::key)).contains(key);
        assertThat(keys("")).containsExactly(key);
        assertThat(keys(key)).containsExactly(key);
        store().delete(key);
        assertThat(keys("")).isEmpty();
    }

    @Test
    default void distinguishesCase() {
        put("key", "lower");
        put("KEY", "upper");

        assertThat(text("key")).contains("lower");
        assertThat(text("KEY")).contains("upper");
    }

    @Test
    default void storesTheLongestKey() {
        StringBuilder longest = new StringBuilder();
        while (longest.length() < 1024) {
            int left = 1024 - longest.length();
            longest.append(
                    left <= longestName() ? "k".repeat(left) : "k".repeat(Math.min(longestName(), left - 2)) + "/");
        }
        String key = longest.toString();
        assertThat(key).hasSize(1024);

        put(key, "long");

        assertThat(text(key)).contains("long");
        assertThat(keys("")).containsExactly(key);
    }

    static Stream<String> invalidKeys() {
        return Stream.of(
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/./b",
                "a/../b",
                "../a",
                "a/..",
                "k".repeat(1025),
                "ä".repeat(513));
    }

    @ParameterizedTest
    @MethodSource("io.goleta.testkit.store.KeyContract#invalidKeys")
    default void refusesInvalidKeys(String key) {
        for (Runnable call : List.<Runnable>of(
                () -> put(key, "x"),
                () -> store().get(key),
                () -> store().get(key, 0, 1),
                () -> store().head(key),
                () -> store().delete(key))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER));
        }
        assertThat(keys("")).isEmpty();
    }

    @Test
    default void keepsOrRefusesAnObjectBesideAFolderOfItsName() {
        put("a/b", "below");
        put("c", "beside");

        if (objectAndFolderMayShareAName()) {
            put("a", "beside");
            put("c/d", "below");
            assertThat(keys("")).containsExactly("a", "a/b", "c", "c/d");
            assertThat(folders("")).containsExactly("a/", "c/");
        } else {
            assertThatThrownBy(() -> put("a", "x")).isInstanceOf(GoletaException.class);
            assertThatThrownBy(() -> put("c/d", "x")).isInstanceOf(GoletaException.class);
            assertThat(keys("")).containsExactly("a/b", "c");
        }
        assertThat(text("a/b")).contains("below");
        assertThat(text("c")).contains("beside");
    }
}
