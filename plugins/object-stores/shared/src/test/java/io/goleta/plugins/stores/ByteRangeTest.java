package io.goleta.plugins.stores;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @Test
    void isRequestedByItsFirstAndLastByte() {
        assertThat(ByteRange.ALL.header()).isEqualTo("bytes=0-");
        assertThat(ByteRange.of(7, 3).header()).isEqualTo("bytes=7-9");
        assertThat(ByteRange.of(7, Long.MAX_VALUE).header()).isEqualTo("bytes=7-");
        assertThat(ByteRange.of(Long.MAX_VALUE, 1).header()).isEqualTo("bytes=" + Long.MAX_VALUE + "-");
    }

    @Test
    void endsWithTheObject() {
        assertThat(ByteRange.ALL.lengthIn("bytes 0-11/12")).hasValue(12L);
        assertThat(ByteRange.of(7, 3).lengthIn("bytes 7-9/12")).hasValue(3L);
        assertThat(ByteRange.of(7, 30).lengthIn("bytes 7-11/12")).hasValue(5L);
        assertThat(ByteRange.ALL.lengthIn("bytes 0--1/0")).hasValue(0L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes 0-2/12", "bytes 7-8/12", "bytes 7-10/12", "bytes 7-9/*", "bytes */12"})
    void isNotAnAnswerWithDifferentBytes(@Nullable String contentRange) {
        assertThat(ByteRange.of(7, 3).lengthIn(contentRange)).isEmpty();
    }
}
