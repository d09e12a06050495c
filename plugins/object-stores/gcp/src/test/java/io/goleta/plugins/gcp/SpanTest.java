package io.goleta.plugins.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @Test
    void isAskedForAsItsFirstAndLastByte() {
        assertThat(Span.of(7, 3).asked()).isEqualTo("bytes=7-9");
        assertThat(Span.of(7, Long.MAX_VALUE).asked()).isEqualTo("bytes=7-");
        assertThat(Span.of(Long.MAX_VALUE, 1).asked()).isEqualTo("bytes=" + Long.MAX_VALUE + "-");
    }

    @Test
    void endsWithTheObject() {
        assertThat(Span.of(7, 3).in("bytes 7-9/12")).hasValue(3L);
        assertThat(Span.of(7, 30).in("bytes 7-11/12")).hasValue(5L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes 0-2/12", "bytes 7-8/12", "bytes 7-10/12", "bytes 7-9/*", "bytes */12"})
    void isNotWhatTheStoreGivesInstead(@Nullable String contentRange) {
        assertThat(Span.of(7, 3).in(contentRange)).isEmpty();
    }
}
