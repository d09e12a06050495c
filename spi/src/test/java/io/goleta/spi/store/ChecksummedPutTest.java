package io.goleta.spi.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksummedPutTest {
    // printf abc | sha256sum
    private static final String SUM_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @ParameterizedTest
    @ValueSource(longs = {-1, 3})
    void passesContentWithTheSum(long length) throws IOException {
        InputStream content = stream("abc", length);

        assertThat(content.readAllBytes()).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void doesNotGiveTheLastByteOfOtherContent() throws IOException {
        InputStream content = stream("abd", 3);

        assertThat(content.read()).isEqualTo('a');
        assertThat(content.read()).isEqualTo('b');
        assertThatThrownBy(content::read).isInstanceOf(GoletaException.class).hasMessageContaining(SUM_OF_ABC);
        assertThatThrownBy(content::read).isInstanceOf(GoletaException.class);
    }

    @Test
    void failsAtTheEndOfOtherContentOfUnknownLength() throws IOException {
        InputStream content = stream("abcd", -1);

        assertThat(content.readNBytes(new byte[4], 0, 4)).isEqualTo(4);
        assertThatThrownBy(content::read)
                .isInstanceOfSatisfying(
                        GoletaException.class,
                        damage -> assertThat(damage.isRetryable()).isTrue());
    }

    @Test
    void leavesContentThatIsTooShortToWhoeverCounts() throws IOException {
        InputStream content = stream("ab", 3);

        assertThat(content.readAllBytes()).isEqualTo("ab".getBytes(UTF_8));
    }

    private static InputStream stream(String text, long length) {
        InputStream content = new ByteArrayInputStream(text.getBytes(UTF_8));
        return ChecksummedPut.verified(content, length, SUM_OF_ABC);
    }
}
