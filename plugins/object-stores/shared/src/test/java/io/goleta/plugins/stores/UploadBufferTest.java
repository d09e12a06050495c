package io.goleta.plugins.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class UploadBufferTest {
    private static final int BLOCK = UploadMemory.BLOCK;

    private final UploadMemory memory = new UploadMemory(4L * BLOCK);

    @Test
    void givesWhatItHoldsAsOftenAsItIsAsked() throws IOException {
        byte[] content = content(2 * BLOCK + 7);
        try (UploadBuffer buffer = new UploadBuffer(memory, 3 * BLOCK)) {
            buffer.fill(new ByteArrayInputStream(content));

            assertThat(buffer.length()).isEqualTo(content.length);
            assertThat(buffer.isFull()).isFalse();
            assertThat(buffer.open().readAllBytes()).isEqualTo(content);
            assertThat(buffer.open().readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void givesItWithoutABeginningThatWasTakenAlready() throws IOException {
        byte[] content = content(2 * BLOCK + 7);
        try (UploadBuffer buffer = new UploadBuffer(memory, content.length)) {
            buffer.fill(new ByteArrayInputStream(content));

            for (int offset : new int[] {1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, content.length}) {
                assertThat(buffer.open(offset).readAllBytes())
                        .as("from byte %d", offset)
                        .isEqualTo(Arrays.copyOfRange(content, offset, content.length));
            }
        }
    }

    @Test
    void takesNoMoreThanFitsAndLeavesTheRest() throws IOException {
        byte[] content = content(BLOCK + 9);
        InputStream in = new ByteArrayInputStream(content);
        try (UploadBuffer buffer = new UploadBuffer(memory, BLOCK + 5)) {
            buffer.fill(in);
            assertThat(buffer.isFull()).isTrue();

            buffer.fill(in);
            assertThat(buffer.open().readAllBytes()).isEqualTo(Arrays.copyOfRange(content, BLOCK + 5, BLOCK + 9));
        }
    }

    @Test
    void makesRoomForAnotherSize() throws IOException {
        byte[] content = content(4 * BLOCK);
        try (UploadBuffer buffer = new UploadBuffer(memory, 3 * BLOCK)) {
            buffer.fill(new ByteArrayInputStream(content));

            buffer.resize(4 * BLOCK);
            assertThat(buffer.length()).isZero();
            buffer.fill(new ByteArrayInputStream(content));
            assertThat(buffer.open().readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void sumsWhatItHolds() throws IOException {
        byte[] content = content(BLOCK + 9);
        CRC32C expected = new CRC32C();
        expected.update(content);
        CRC32C sum = new CRC32C();
        try (UploadBuffer buffer = new UploadBuffer(memory, 2 * BLOCK)) {
            buffer.fill(new ByteArrayInputStream(content));
            buffer.addTo(sum);
        }
        assertThat(sum.getValue()).isEqualTo(expected.getValue());
    }

    @Test
    void givesItsMemoryToTheNext() throws Exception {
        Thread next;
        try (UploadBuffer first = new UploadBuffer(memory, 3 * BLOCK)) {
            first.fill(new ByteArrayInputStream(content(3 * BLOCK)));
            next = Thread.ofVirtual().start(() -> new UploadBuffer(memory, 2 * BLOCK).close());
            assertThat(next.join(Duration.ofMillis(100)))
                    .as("there is no room yet")
                    .isFalse();
        }
        assertThat(next.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void goesAloneWhenItIsLargerThanAllThereIs() throws IOException {
        byte[] content = content(6 * BLOCK);
        try (UploadBuffer buffer = new UploadBuffer(memory, content.length)) {
            buffer.fill(new ByteArrayInputStream(content));
            assertThat(buffer.open().readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void waitsNoLongerWhenItIsCancelled() {
        try (UploadBuffer _ = new UploadBuffer(memory, 4 * BLOCK)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> new UploadBuffer(memory, 1))
                    .isInstanceOf(GoletaException.class)
                    .hasMessage("An upload was cancelled while it waited for memory");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
