package io.goleta.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;

/** Accepts the bytes of {@link PatternStream}, and fails at the first one that differs. */
final class PatternCheck extends OutputStream {
    private long position;

    PatternCheck(long start) {
        position = start;
    }

    @Override
    public void write(int b) {
        assertThat((byte) b).isEqualTo(PatternStream.at(position++));
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[offset + i] != PatternStream.at(position++)) {
                throw new AssertionError("byte " + (position - 1) + " differs");
            }
        }
    }
}
